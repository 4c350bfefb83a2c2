import type { ReactNode } from "react";

/** The sample bot's custom payload, the answer to "When are you open?". */
interface BranchesPayload {
  readonly kind: "branches";
  readonly branches: readonly { readonly id: string; readonly opens: string; readonly closes: string }[];
}

/** The branches as a table, or undefined for any other payload. A custom payload is whatever the bot's author wrote. */
export function renderBranches(payload: string): ReactNode | undefined {
  const read = readBranches(payload);
  return (
    read && (
      <table className="branches">
        <caption>Opening hours</caption>
        <thead>
          <tr>
            <th scope="col">Branch</th>
            <th scope="col">Opens</th>
            <th scope="col">Closes</th>
          </tr>
        </thead>
        <tbody>
          {read.branches.map(({ id, opens, closes }) => (
            <tr key={id}>
              <th scope="row">{id}</th>
              <td>{opens}</td>
              <td>{closes}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )
  );
}

function readBranches(payload: string): BranchesPayload | undefined {
  try {
    const read = JSON.parse(payload) as BranchesPayload | null;
    return read?.kind === "branches" && Array.isArray(read.branches) ? read : undefined;
  } catch {
    return undefined;
  }
}
