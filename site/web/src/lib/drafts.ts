/** What was typed and is not saved yet, kept in this browser so that a reload or a lost connection loses nothing. */
export interface Draft {
  base: number;
  text: string;
}

const key = (lab: string, path: string): string => `ascent.draft ${lab} ${path}`;

export function keepDraft(lab: string, path: string, draft: Draft): void {
  try {
    localStorage.setItem(key(lab, path), JSON.stringify(draft));
  } catch {
    // A full or forbidden storage: the text is still in the editor.
  }
}

export function dropDraft(lab: string, path: string): void {
  try {
    localStorage.removeItem(key(lab, path));
  } catch {
    // Nothing was kept then.
  }
}

export function findDraft(lab: string, path: string): Draft | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key(lab, path)) ?? "null");
    if (kept && typeof kept === "object" && "text" in kept && "base" in kept) return kept as Draft;
  } catch {
    // Unreadable: as good as none.
  }
  return undefined;
}
