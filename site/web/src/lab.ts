import { showConflict } from "./lib/conflict";
import { dropDraft, findDraft, keepDraft } from "./lib/drafts";
import { Editor } from "./lib/editor";
import { guardUpload } from "./lib/upload";
import { readFile, saveFile, type RemoteFile } from "./lib/workspace";

const PAUSE = 1200;
const AGAIN = 5000;

const bench = document.querySelector<HTMLElement>("[data-lab]");
const form = document.querySelector<HTMLFormElement>("#editor-form");
const source = document.querySelector<HTMLTextAreaElement>("#source");
const pane = document.querySelector<HTMLElement>("[data-editor]");
const conflictPane = document.querySelector<HTMLElement>("[data-conflict]");
const status = document.querySelector<HTMLElement>("[data-save-state]");

guardUpload();
if (bench && form && source && pane && conflictPane && status) {
  start(bench.dataset.lab ?? "", form, source, pane, conflictPane, status);
}

function start(
  lab: string,
  form: HTMLFormElement,
  source: HTMLTextAreaElement,
  pane: HTMLElement,
  conflictPane: HTMLElement,
  status: HTMLElement,
): void {
  let path = form.querySelector<HTMLInputElement>("[data-path-field]")?.value ?? "";
  let base = Number(form.querySelector<HTMLInputElement>("[data-base-field]")?.value ?? "0");
  let editable = !source.readOnly;
  let saved = source.value;
  let timer = 0;
  let inFlight: Promise<boolean> | undefined;

  const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? "";
  const editor = new Editor(pane, nonce, onChange, () => void save());
  source.hidden = true;
  source.disabled = true;
  form.querySelector<HTMLElement>("[data-plain-save]")?.setAttribute("hidden", "");
  document.querySelector<HTMLElement>("[data-editor-help]")?.toggleAttribute("hidden", !editable);
  pane.hidden = false;
  open(source.value);

  function say(text: string, tone = ""): void {
    status.textContent = text;
    status.dataset.tone = tone;
  }

  const dirty = (): boolean => editable && editor.text() !== saved;

  function open(text: string): void {
    saved = text;
    const draft = editable ? findDraft(lab, path) : undefined;
    if (draft && draft.text !== text) {
      base = draft.base;
      editor.show(path, draft.text, editable);
      say("Text that was not saved before is here again", "warning");
      timer = window.setTimeout(() => void save(), PAUSE);
    } else {
      dropDraft(lab, path);
      editor.show(path, text, editable);
    }
  }

  function onChange(): void {
    if (!editable) return;
    keepDraft(lab, path, { base, text: editor.text() });
    say("Not saved yet");
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void save(), PAUSE);
  }

  /** Whether the text stands on the server afterwards. */
  async function save(): Promise<boolean> {
    window.clearTimeout(timer);
    if (inFlight) await inFlight;
    if (!dirty()) {
      if (editable && !status.dataset.tone) say(`Saved`);
      return true;
    }
    inFlight = send(path, editor.text());
    const stands = await inFlight;
    inFlight = undefined;
    return stands;
  }

  async function send(sentPath: string, text: string): Promise<boolean> {
    say("Saving");
    const answer = await saveFile(lab, sentPath, base, text);
    switch (answer.kind) {
      case "saved":
        base = answer.number;
        saved = text;
        conflictPane.hidden = true;
        if (dirty()) {
          onChange();
        } else {
          dropDraft(lab, sentPath);
          say(`Saved ${new Date(answer.savedAt).toLocaleTimeString()}`, "good");
          mark(sentPath);
        }
        return true;
      case "conflict":
        say("Changed elsewhere: choose which stands", "error");
        showConflict(
          conflictPane,
          answer.text,
          () => settle(answer.number, editor.text()),
          async () => {
            await settle(answer.number, editor.text());
            await settle(base, answer.text);
            editor.show(path, answer.text, editable);
          },
        );
        return false;
      case "refused":
        say(`Not saved. ${answer.detail}`, "error");
        return false;
      case "unreachable":
        say("Not saved: the server does not answer. Your text is kept in this browser; trying again.", "error");
        timer = window.setTimeout(() => void save(), AGAIN);
        return false;
    }
  }

  async function settle(number: number, text: string): Promise<void> {
    base = number;
    await send(path, text);
  }

  function mark(changedPath: string): void {
    const link = document.querySelector<HTMLAnchorElement>(`.file-list a[data-path="${CSS.escape(changedPath)}"]`);
    if (link && !link.querySelector(".file-mark")) {
      const changed = document.createElement("span");
      changed.className = "file-mark";
      changed.textContent = "changed";
      link.append(changed);
    }
  }

  function show(file: RemoteFile, link: HTMLAnchorElement): void {
    path = file.path;
    base = file.number;
    editable = file.editable;
    conflictPane.hidden = true;
    open(file.text ?? "");
    for (const other of document.querySelectorAll(".file-list a[aria-current]")) other.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    document.querySelector("[data-file-name]")!.textContent = path;
    document.querySelector<HTMLElement>("[data-editor-help]")?.toggleAttribute("hidden", !editable);
    if (!editable) say("read only");
    else if (!dirty()) say(file.savedAt ? `Saved ${new Date(file.savedAt).toLocaleString()}` : "the starter's version");
    history.replaceState(null, "", link.href);
  }

  // Files open in place, so that the guide stays where it was read; what has other controls is loaded as a page.
  document.querySelector(".file-list")?.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-path]");
    if (!link || event.defaultPrevented || (event as MouseEvent).metaKey || (event as MouseEvent).ctrlKey) return;
    event.preventDefault();
    void (async () => {
      await save();
      try {
        const file = await readFile(lab, link.dataset.path ?? "");
        const actions = document.querySelector<HTMLElement>("[data-file-actions]");
        if (file.text === null || !actions) {
          location.assign(link.href);
          return;
        }
        show(file, link);
        showActions(actions, file);
      } catch {
        location.assign(link.href);
      }
    })();
  });

  function showActions(actions: HTMLElement, file: RemoteFile): void {
    const action = actions.querySelector("form");
    const versions = actions.querySelector<HTMLAnchorElement>("[data-history]");
    if (!action || !versions) {
      // The page was opened on a file without actions: load it whole once.
      if (file.editable) location.assign(`${lab}?file=${encodeURIComponent(file.path)}`);
      return;
    }
    actions.hidden = !file.editable;
    versions.href = `${lab}/history?file=${encodeURIComponent(file.path)}`;
    action.action = `${lab}/${file.starter ? "reset" : "remove"}`;
    action.querySelector<HTMLInputElement>('input[name="path"]')!.value = file.path;
    action.querySelector("button")!.textContent = file.starter ? "Reset to the starter" : "Remove this file";
  }

  // Every other form of the page goes only when what was typed is safe.
  document.querySelector(".bench")?.addEventListener(
    "submit",
    (event) => {
      const sent = event.target as HTMLFormElement;
      if (sent === form) {
        event.preventDefault();
        event.stopPropagation();
        void save();
        return;
      }
      if (!dirty() || sent.dataset.safe) return;
      event.preventDefault();
      event.stopPropagation();
      void save().then((stands) => {
        if (!stands) return;
        sent.dataset.safe = "true";
        sent.requestSubmit((event as SubmitEvent).submitter);
      });
    },
    true,
  );

  window.addEventListener("beforeunload", (event) => {
    if (dirty()) event.preventDefault();
  });
  window.addEventListener("online", () => void save());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") void save();
  });
}
