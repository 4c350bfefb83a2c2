/** Stand-ins for keys. Every AWS client asks for some, and no emulator looks at them. */
export const STAND_IN_KEYS = { accessKeyId: "emulator", secretAccessKey: "emulator" } as const;

/** The lines of a shell that point any AWS SDK or CLI, and whatever of a client reads variables, at an emulator. */
export function clientLines(url: string): string[] {
  return [
    `export AWS_ENDPOINT_URL_LEX_RUNTIME_V2=${url}`,
    `export AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING=${url}`,
    `export AWS_ENDPOINT_URL_CHIME_SDK_IDENTITY=${url}`,
    "export AWS_REGION=us-east-1",
    `export AWS_ACCESS_KEY_ID=${STAND_IN_KEYS.accessKeyId} AWS_SECRET_ACCESS_KEY=${STAND_IN_KEYS.secretAccessKey} # stand-ins, no real keys`,
  ];
}
