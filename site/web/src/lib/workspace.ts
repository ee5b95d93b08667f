/** A file as the server has it. */
export interface RemoteFile {
  path: string;
  text: string | null;
  number: number;
  editable: boolean;
  starter: boolean;
  size: number;
  savedAt: string | null;
}

export type SaveAnswer =
  | { kind: "saved"; number: number; savedAt: string }
  | { kind: "conflict"; number: number; text: string }
  | { kind: "refused"; detail: string }
  | { kind: "unreachable" };

const token = (): string => document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";

export async function readFile(lab: string, path: string): Promise<RemoteFile> {
  const answer = await fetch(`${lab}/file?path=${encodeURIComponent(path)}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`The file could not be read (${answer.status}).`);
  return (await answer.json()) as RemoteFile;
}

export async function saveFile(lab: string, path: string, base: number, text: string): Promise<SaveAnswer> {
  let answer: Response;
  try {
    answer = await fetch(`${lab}/file`, {
      method: "PUT",
      headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRF-TOKEN": token() },
      body: JSON.stringify({ path, base, text }),
    });
  } catch {
    return { kind: "unreachable" };
  }
  if (answer.status >= 500) return { kind: "unreachable" };
  const body = (await answer.json().catch(() => ({}))) as { number?: number; savedAt?: string; text?: string; detail?: string };
  if (answer.ok) return { kind: "saved", number: body.number ?? base, savedAt: body.savedAt ?? new Date().toISOString() };
  if (answer.status === 409 && body.number !== undefined) return { kind: "conflict", number: body.number, text: body.text ?? "" };
  if (answer.status === 401 || answer.status === 403) {
    return { kind: "refused", detail: "You are signed out, or this page is too old. Your text is kept in this browser: reload the page." };
  }
  return { kind: "refused", detail: body.detail ?? `The server refused it (${answer.status}).` };
}
