import { FitAddon } from "@xterm/addon-fit";
import { Terminal } from "@xterm/xterm";
import { letLibrariesStyle } from "./lib/styles";

/** The first byte of a message, as in Kubernetes' remote command protocol. */
const INPUT = 0;
const OUTPUT = 1;
const END = 3;
const SIZE = 4;

/** The most bytes of one message: what is pasted may be longer. */
const CHUNK = 16 * 1024;

/** What a key sends that a phone's keyboard lacks; the arrows as programs ask for them. */
const TOUCH: Record<string, (terminal: Terminal) => string> = {
  escape: () => "\x1b",
  tab: () => "\t",
  interrupt: () => "\x03",
  end: () => "\x04",
  up: (terminal) => arrow(terminal, "A"),
  down: (terminal) => arrow(terminal, "B"),
};

/** Where a browser remembers that its user has the terminal read aloud. */
const READER = "terminal-reader";

const encoder = new TextEncoder();

function message(channel: number, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(content.length + 1);
  bytes[0] = channel;
  bytes.set(content, 1);
  return bytes;
}

/** A colour of the page as the terminal reads it. */
function colour(place: Element, name: string): string {
  const probe = document.createElement("span");
  place.append(probe);
  probe.style.color = `var(${name})`;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  if (context === null) return "#808080";
  context.fillStyle = resolved;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
  return `rgb(${red}, ${green}, ${blue})`;
}

function theme(place: Element): Terminal["options"]["theme"] {
  const text = colour(place, "--text");
  const surface = colour(place, "--surface-sunken");
  return {
    background: surface,
    foreground: text,
    cursor: text,
    cursorAccent: surface,
    selectionBackground: colour(place, "--line-strong"),
  };
}

class Line {
  private readonly socket: WebSocket;
  /** What was typed before the other side was heard. */
  private early: Uint8Array<ArrayBuffer>[] | null = [];
  private why = "";

  constructor(
    path: string,
    private readonly terminal: Terminal,
    private readonly tell: (words: string, ended: boolean) => void,
  ) {
    const address = new URL(path, location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    address.searchParams.set("columns", String(terminal.cols));
    address.searchParams.set("rows", String(terminal.rows));
    this.socket = new WebSocket(address);
    this.socket.binaryType = "arraybuffer";
    this.socket.addEventListener("message", (event) => this.take(new Uint8Array(event.data as ArrayBuffer)));
    this.socket.addEventListener("close", () => this.closed());
  }

  private take(bytes: Uint8Array): void {
    this.early?.forEach((one) => this.socket.send(one));
    this.early = null;
    if (bytes[0] === OUTPUT) {
      this.terminal.write(bytes.subarray(1));
      if (bytes.length > 1) this.tell("Connected.", false);
    } else if (bytes[0] === END) {
      this.why = new TextDecoder().decode(bytes.subarray(1));
    }
  }

  private closed(): void {
    this.tell(this.why || "The connection was lost.", true);
  }

  type(content: Uint8Array): void {
    for (let from = 0; from < content.length; from += CHUNK) {
      this.send(message(INPUT, content.subarray(from, from + CHUNK)));
    }
  }

  resize(columns: number, rows: number): void {
    this.send(message(SIZE, new Uint8Array([columns >> 8, columns & 255, rows >> 8, rows & 255])));
  }

  private send(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.early !== null) this.early.push(bytes);
    else if (this.socket.readyState === WebSocket.OPEN) this.socket.send(bytes);
  }
}

async function open(place: HTMLElement): Promise<void> {
  const status = document.querySelector<HTMLElement>("[data-terminal-status]");
  const again = document.querySelector<HTMLButtonElement>("[data-terminal-again]");
  const font = getComputedStyle(place);
  // Its cells are measured once, with the font that is there then.
  await document.fonts.load(`${font.fontSize} ${font.fontFamily}`).catch(() => []);
  const terminal = new Terminal({
    cursorBlink: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    fontFamily: font.fontFamily,
    fontSize: parseFloat(font.fontSize),
    minimumContrastRatio: 4.5,
    scrollback: 5000,
    theme: theme(place),
  });
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  terminal.open(place);
  fit.fit();
  let line: Line | undefined;
  const connect = (): void => {
    if (again) again.hidden = true;
    if (status) status.textContent = "Connecting …";
    line = new Line(place.dataset.terminal ?? "", terminal, (words, ended) => {
      if (status && status.textContent !== words) status.textContent = words;
      if (again && ended) again.hidden = false;
      terminal.options.disableStdin = ended;
    });
    terminal.focus();
  };
  terminal.onData((text) => line?.type(encoder.encode(text)));
  terminal.onBinary((text) => line?.type(Uint8Array.from(text, (one) => one.charCodeAt(0))));
  terminal.onResize(({ cols, rows }) => line?.resize(cols, rows));
  terminal.attachCustomKeyEventHandler((event) => keys(event, terminal, place));
  again?.addEventListener("click", () => {
    terminal.reset();
    connect();
  });
  new ResizeObserver(() => fit.fit()).observe(place);
  offerReader(terminal);
  offerKeys(terminal);
  const repaint = (): void => {
    terminal.options.theme = theme(place);
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  connect();
}

/** Reading aloud what is shown needs more work of the browser, so who wants it says so, once. */
function offerReader(terminal: Terminal): void {
  const button = document.querySelector<HTMLButtonElement>("[data-terminal-reader]");
  if (button === null) return;
  const set = (on: boolean): void => {
    terminal.options.screenReaderMode = on;
    button.setAttribute("aria-pressed", String(on));
  };
  set(localStorage.getItem(READER) === "on");
  button.hidden = false;
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    localStorage.setItem(READER, on ? "on" : "off");
    set(on);
    terminal.focus();
  });
}

function arrow(terminal: Terminal, letter: string): string {
  return (terminal.modes.applicationCursorKeysMode ? "\x1bO" : "\x1b[") + letter;
}

function offerKeys(terminal: Terminal): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-terminal-key]")) {
    // The terminal keeps the focus, and with it the phone its keyboard.
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", () => terminal.input(TOUCH[button.dataset.terminalKey ?? ""]?.(terminal) ?? ""));
  }
}

/** False for a key that is not the shell's. */
function keys(event: KeyboardEvent, terminal: Terminal, place: HTMLElement): boolean {
  if (event.key === "F6") {
    if (event.type === "keydown") {
      event.preventDefault();
      place.closest(".terminal")?.querySelector("a")?.focus();
    }
    return false;
  }
  if (event.ctrlKey && event.shiftKey && event.code === "KeyC") {
    event.preventDefault();
    if (event.type === "keydown") void navigator.clipboard?.writeText(terminal.getSelection());
    return false;
  }
  // The browser pastes by itself.
  return !(event.ctrlKey && event.shiftKey && event.code === "KeyV");
}

letLibrariesStyle();
for (const place of document.querySelectorAll<HTMLElement>("[data-terminal]")) void open(place);
