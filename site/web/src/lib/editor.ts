import { json } from "@codemirror/lang-json";
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { indentWithTab } from "@codemirror/commands";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { basicSetup } from "codemirror";

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--code-key)" },
  { tag: [tags.string, tags.content], color: "var(--code-string)" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: "var(--code-number)" },
  { tag: tags.comment, color: "var(--text-muted)", fontStyle: "italic" },
  { tag: [tags.punctuation, tags.separator, tags.meta], color: "var(--text-muted)" },
]);

const look = EditorView.theme({
  "&": { color: "var(--text)", backgroundColor: "var(--surface-raised)", fontSize: "0.875rem" },
  ".cm-scroller": { fontFamily: "var(--font-code)", lineHeight: "1.55" },
  ".cm-gutters": { backgroundColor: "var(--surface-raised)", color: "var(--text-muted)", borderInlineEnd: "var(--hairline)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in oklab, var(--accent) 7%, transparent)" },
  "&.cm-focused": { outline: "2px solid var(--focus)", outlineOffset: "-2px" },
  ".cm-cursor": { borderLeftColor: "var(--text)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in oklab, var(--accent) 26%, transparent)",
  },
  ".cm-panels": { backgroundColor: "var(--surface-sunken)", color: "var(--text)" },
  ".cm-searchMatch": { backgroundColor: "color-mix(in oklab, var(--inconclusive) 35%, transparent)" },
});

function language(path: string): Extension {
  if (/\.ya?ml$/.test(path)) return yaml();
  return path.endsWith(".json") ? json() : EditorView.lineWrapping;
}

/** The editor over one file at a time. */
export class Editor {
  private readonly view: EditorView;
  private readonly tongue = new Compartment();
  private readonly access = new Compartment();
  private quiet = false;

  constructor(parent: HTMLElement, nonce: string, private readonly changed: () => void, save: () => void) {
    // The nonce from the first moment: the view adds its styles as it is made.
    this.view = new EditorView({ parent, extensions: EditorView.cspNonce.of(nonce) });
    this.extensions = [
      basicSetup,
      // Escape, then Tab, leaves the editor: CodeMirror's own rule.
      keymap.of([{ key: "Mod-s", preventDefault: true, run: () => (save(), true) }, indentWithTab]),
      syntaxHighlighting(colours),
      look,
      EditorView.cspNonce.of(nonce),
      // Text that comes at once (dictation, replacement) goes in by the editor itself: browsers would mark it with inline
      // styles on the way, which the page's policy forbids.
      EditorView.domEventHandlers({
        beforeinput: (event, view) => {
          if (event.inputType !== "insertText" || !event.data || event.data.length < 2) return false;
          event.preventDefault();
          view.dispatch(view.state.replaceSelection(event.data), { scrollIntoView: true, userEvent: "input.type" });
          return true;
        },
      }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !this.quiet) this.changed();
      }),
    ];
  }

  private readonly extensions: Extension[];

  /** Shows a file; its undo history begins here. */
  show(path: string, text: string, editable: boolean): void {
    this.quiet = true;
    const label = EditorView.contentAttributes.of({
      "aria-label": `Content of ${path}`,
      // Read-only text scrolls by keyboard too; said for both, since not every tool knows that an editable takes focus.
      tabindex: "0",
    });
    this.view.setState(
      EditorState.create({
        doc: text,
        extensions: [
          this.extensions,
          label,
          this.tongue.of(language(path)),
          this.access.of([EditorState.readOnly.of(!editable), EditorView.editable.of(editable)]),
        ],
      }),
    );
    this.quiet = false;
  }

  text(): string {
    return this.view.state.doc.toString();
  }

  focus(): void {
    this.view.focus();
  }
}
