import { describe, expect, it } from "vitest";
import { httpsAddress } from "../../../mappers/text/https-address.ts";

describe("the address of an image", () => {
  it.each([
    "https://a.example/m.png",
    "HTTPS://A.example",
    "https://a.example:8443/x/y_z-1.png?size=2&x=%20#top",
    "https://bücher.example/ä.png",
    "https://a.example?x=(1),[2]",
    "https://10.0.0.1/x",
  ])("may be %s", (address) => {
    expect(httpsAddress(address)).toBe(address);
  });

  it.each([
    ["nothing", undefined],
    ["null", null],
    ["empty", ""],
    ["not https", "http://a.example/m.png"],
    ["a script", "javascript:alert(1)"],
    ["a script that looks like https", "javascript:https://a.example"],
    ["data", "data:image/png;base64,AAAA"],
    ["relative", "//a.example/m.png"],
    ["without a host", "https://"],
    ["without a host but with a path", "https:///m.png"],
    ["with credentials", "https://user:pass@a.example/"],
    ["with a host in place of credentials", "https://a.example@b.example/"],
    ["with a back slash, which browsers take for a slash", "https://a.example\\@b.example/"],
    ["with a port that is none", "https://a.example:123456/"],
    ["with white space", "https://a.example/a b"],
    ["with white space around it", " https://a.example/"],
    ["on two lines", "https://a.example/\nx"],
    ["with a quote", 'https://a.example/"onerror='],
    ["with an apostrophe", "https://a.example/'"],
    ["with a tag", "https://a.example/<b>"],
    ["with a mark that turns its direction", "https://a.example/\u202egnp.exe"],
  ])("is never one that is %s", (_what, address) => {
    expect(httpsAddress(address)).toBeUndefined();
  });
});
