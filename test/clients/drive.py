"""Drives every operation that the emulator has and boto3 knows. Reads what there is on standard input, prints what came back."""

import json
import sys
import urllib.request

import boto3
from botocore.exceptions import ClientError

WORLD = json.load(sys.stdin)
CHANNEL = WORLD["channelArn"]
ANA, BEN, CLEO = WORLD["ana"], WORLD["ben"], WORLD["cleo"]
SESSION = {"region_name": "us-east-1", "aws_access_key_id": "x", "aws_secret_access_key": "x"}
chime = boto3.client("chime-sdk-messaging", endpoint_url=WORLD["url"], **SESSION)
lex = boto3.client("lexv2-runtime", endpoint_url=WORLD["url"], **SESSION)
result = {}
tokens = 0


def token():
    global tokens
    tokens += 1
    return f"boto3-{tokens}"


def refused(call, **given):
    try:
        call(**given)
        return "taken"
    except ClientError as error:
        return [error.response["ResponseMetadata"]["HTTPStatusCode"], error.response["Error"]["Code"]]


def say(bearer, content, channel=CHANNEL, **more):
    return chime.send_channel_message(
        ChannelArn=channel, ChimeBearer=bearer, Content=content, Type="STANDARD", Persistence="PERSISTENT",
        ClientRequestToken=token(), **more,
    )["MessageId"]


def get(bearer, message_id):
    return chime.get_channel_message(ChannelArn=CHANNEL, ChimeBearer=bearer, MessageId=message_id)["ChannelMessage"]


# Channels and flows.
made = chime.create_channel(
    AppInstanceArn=WORLD["appInstanceArn"], Name="From boto3", ClientRequestToken=token(), ChimeBearer=ANA, MemberArns=[BEN],
)["ChannelArn"]
chime.create_channel_membership(ChannelArn=made, MemberArn=CLEO, Type="DEFAULT", ChimeBearer=ANA)
first = chime.list_channel_memberships(ChannelArn=made, ChimeBearer=BEN, MaxResults=2)
rest = chime.list_channel_memberships(ChannelArn=made, ChimeBearer=BEN, MaxResults=2, NextToken=first["NextToken"])
result["members"] = [one["Member"]["Arn"] for one in first["ChannelMemberships"] + rest["ChannelMemberships"]]
result["described"] = chime.describe_channel(ChannelArn=made, ChimeBearer=ANA)["Channel"]["Name"]
flow = chime.create_channel_flow(
    AppInstanceArn=WORLD["appInstanceArn"], Name="f", ClientRequestToken=token(),
    Processors=[{
        "Name": "p", "ExecutionOrder": 1, "FallbackAction": "ABORT",
        "Configuration": {"Lambda": {
            "ResourceArn": "arn:aws:lambda:us-east-1:111122223333:function:p", "InvocationType": "ASYNC"}},
    }],
)["ChannelFlowArn"]
result["flow"] = chime.describe_channel_flow(ChannelFlowArn=flow)["ChannelFlow"]["Processors"][0]["FallbackAction"]
chime.associate_channel_flow(ChannelArn=made, ChannelFlowArn=flow, ChimeBearer=ANA)
in_flow = chime.get_channel_message_status(ChannelArn=made, ChimeBearer=ANA, MessageId=say(ANA, "in the flow", made))
chime.disassociate_channel_flow(ChannelArn=made, ChannelFlowArn=flow, ChimeBearer=ANA)
past_flow = chime.get_channel_message_status(ChannelArn=made, ChimeBearer=ANA, MessageId=say(ANA, "past it", made))
result["statuses"] = [in_flow["Status"]["Value"], past_flow["Status"]["Value"]]

# Messages. The processor does nothing, so that boto3 calls back itself; what the processor got is told by the event stream.
hello = say(ANA, "Hello from boto3", Metadata='{"a":1}')
with urllib.request.urlopen(WORLD["url"] + "/_emulator/events") as stream:
    stream.readline()
    deliveries = json.loads(stream.readline().decode()[len("data: "):])["deliveries"]
callback_id = next(one["callbackId"] for one in deliveries if one["messageId"] == hello)
callback = {
    "CallbackId": callback_id, "ChannelArn": CHANNEL,
    "ChannelMessage": {"MessageId": hello, "Content": "Replaced by boto3", "MessageAttributes": {"k": {"StringValues": ["v"]}}},
}
chime.channel_flow_callback(**callback)
result["secondCallback"] = refused(chime.channel_flow_callback, **callback)
seen = get(BEN, hello)
result["read"] = [seen["Content"], seen["Status"]["Value"], seen["Metadata"]]
chime.update_channel_message(ChannelArn=CHANNEL, ChimeBearer=ANA, MessageId=hello, Content="Edited by boto3", Metadata="")
result["edit"] = [get(ANA, hello)["Content"], get(BEN, hello)["Content"]]
result["hidden"] = refused(chime.get_channel_message, ChannelArn=CHANNEL, ChimeBearer=BEN, MessageId=say(ANA, "pending"))
control = {"ChannelArn": CHANNEL, "ChimeBearer": ANA, "Type": "CONTROL", "Persistence": "PERSISTENT"}
gone = chime.send_channel_message(Content="to be deleted", ClientRequestToken=token(), **control)["MessageId"]
chime.delete_channel_message(ChannelArn=CHANNEL, ChimeBearer=ANA, MessageId=gone)
result["deleted"] = refused(chime.get_channel_message, ChannelArn=CHANNEL, ChimeBearer=ANA, MessageId=gone)
redacted = chime.send_channel_message(Content="to be redacted", ClientRequestToken=token(), **control)["MessageId"]
chime.redact_channel_message(ChannelArn=CHANNEL, ChimeBearer=ANA, MessageId=redacted)
result["redacted"] = [get(BEN, redacted)["Redacted"], get(BEN, redacted)["Content"]]
for index in range(3):
    chime.send_channel_message(Content=f"page {index}", ClientRequestToken=token(), **control)
pages, more = [], {}
while True:
    page = chime.list_channel_messages(ChannelArn=CHANNEL, ChimeBearer=BEN, SortOrder="ASCENDING", MaxResults=2, **more)
    pages += [one["Content"] for one in page["ChannelMessages"]]
    if "NextToken" not in page:
        break
    more = {"NextToken": page["NextToken"]}
result["pages"] = [content for content in pages if content.startswith("page")]
result["tooLong"] = refused(
    chime.send_channel_message, Content="x" * 5000, ClientRequestToken=token(), **control,
)

# Lex.
session = {"botId": "BANKBOT001", "botAliasId": "TSTALIASID", "localeId": "en_US", "sessionId": "boto3"}
turn = lex.recognize_text(text="hello", **session)
result["turn"] = [turn["messages"][0]["contentType"], turn["sessionState"]["intent"]["name"]]
put = lex.put_session(sessionState={"sessionAttributes": {"color": "blue"}, "dialogAction": {"type": "ElicitIntent"}}, **session)
result["put"] = put["sessionId"]
result["session"] = lex.get_session(**session)["sessionState"]["sessionAttributes"]
lex.delete_session(**session)
result["ended"] = refused(lex.get_session, **session)
result["longText"] = refused(lex.recognize_text, text="x" * 1025, **session)
print(json.dumps(result))
