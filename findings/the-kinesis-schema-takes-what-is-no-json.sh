#!/usr/bin/env bash
# Shows: the Kinesis schema takes a record that is no JSON as text, and one whose text is 123 as a number
# Version: @aws-lambda-powertools/parser 2.35.0 with zod 4.6.7
# A good guess: a schema for records says of each whether it could be read; what isn't JSON is refused.
# Why it matters: a handler that was written for objects meets text and numbers, although its event was validated.
# Exit code: 0 while it is so, 1 when it has changed, 2 when it couldn't be tried.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' >package.json
npm install --no-audit --no-fund --silent --ignore-scripts @aws-lambda-powertools/parser@2.35.0 zod@4.6.7 >install.log 2>&1 || {
  cat install.log
  exit 2
}
cat >seen.mjs <<'PROGRAM'
import { KinesisDataStreamSchema } from "@aws-lambda-powertools/parser/schemas/kinesis";

const record = (text) => ({
  eventSource: "aws:kinesis",
  eventVersion: "1.0",
  eventID: "shardId-000000000000:1",
  eventName: "aws:kinesis:record",
  awsRegion: "us-east-1",
  invokeIdentityArn: "arn:aws:iam::111122223333:role/reader",
  eventSourceARN: "arn:aws:kinesis:us-east-1:111122223333:stream/chime-messaging-a",
  kinesis: {
    kinesisSchemaVersion: "1.0",
    partitionKey: "a",
    sequenceNumber: "1",
    approximateArrivalTimestamp: 1,
    data: Buffer.from(text).toString("base64"),
  },
});
const { success, data } = KinesisDataStreamSchema.safeParse({ Records: ['{"a":1}', "hello", "123"].map(record) });
const kinds = data?.Records.map(({ kinesis }) => typeof kinesis.data);
console.log(`three records: valid ${success}, as ${kinds}`);
process.exit(success && kinds.join() === "object,string,number" ? 0 : 1);
PROGRAM
node seen.mjs
