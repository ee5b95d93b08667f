import { localiseTimes } from "./lib/times";

/** Until the page is drawn anew with its pictures, a verdict has its sign as text: never colour alone. */
const SIGNS: Record<string, string> = { passed: "✓", failed: "✕", undecided: "≈", "in-review": "✎", skipped: "–" };

const live = document.querySelector<HTMLElement>("[data-live]");
if (live) follow(live);

interface State {
  state: string;
}

/** Follows the live stream until the verdict, then shows the result in its place. */
function follow(live: HTMLElement): void {
  live.querySelector<HTMLElement>("[data-reload]")?.setAttribute("hidden", "");
  const stream = new EventSource(`${live.dataset.live}?after=${live.dataset.after}`);
  let over = false;

  on("state", (data: State) => stage(data.state));
  on("run", () => void 0);
  on("repeat", (data: State & { reason?: string }) => {
    line(`This run was ${data.state}; the grading is repeated. ${data.reason ?? ""}`);
    stage("queued");
  });
  on("progress", (data: { fraction: number; line: string }) => {
    live.querySelector("progress")!.value = data.fraction;
    line(data.line);
  });
  on("check-started", (data: { check: string }) => {
    const row = check(data.check);
    row?.classList.add("running");
    outcome(row, "running");
  });
  on("check-finished", (data: { check: string; outcome: string; earned: number; points: number; title: string }) => {
    const row = check(data.check);
    if (!row) return;
    row.classList.remove("running", "waiting");
    row.classList.add(data.outcome);
    outcome(row, data.outcome);
    row.querySelector("[data-finding]")!.textContent = data.title;
    row.querySelector("[data-points]")!.textContent = `${data.earned} of ${data.points}`;
  });
  on("concluded", finish);
  stream.addEventListener("end", finish);
  // Another tab of this browser follows now: look from time to time instead.
  stream.addEventListener("replaced", () => {
    stream.close();
    poll();
  });
  stream.addEventListener("error", () => {
    if (stream.readyState === EventSource.CLOSED) poll();
  });

  function on<T>(name: string, handle: (data: T) => void): void {
    stream.addEventListener(name, (event) => handle(JSON.parse((event as MessageEvent<string>).data) as T));
  }

  function line(text: string): void {
    live.querySelector("[data-line]")!.textContent = text;
  }

  function stage(state: string): void {
    const stages = [...live.querySelectorAll<HTMLElement>("[data-stage]")];
    const now = stages.findIndex((one) => one.dataset.stage === state);
    if (now < 0) return;
    stages.forEach((one, i) => (one.className = i < now ? "done" : i === now ? "now" : "later"));
    const headline = document.querySelector("[data-headline]");
    if (headline) headline.textContent = stages[now]?.textContent?.trim() ?? "";
    if (state !== "queued") live.querySelector("[data-place]")!.textContent = "";
  }

  function check(id: string): HTMLElement | null {
    return document.querySelector<HTMLElement>(`[data-check="${CSS.escape(id)}"]`);
  }

  function outcome(row: HTMLElement | null, word: string): void {
    const tag = row?.querySelector<HTMLElement>("[data-outcome]");
    if (!tag) return;
    tag.textContent = SIGNS[word] ? `${SIGNS[word]} ${word}` : word;
    tag.className = `tag ${word}`;
  }

  function poll(): void {
    window.setTimeout(() => {
      if (document.visibilityState === "visible") void replace();
      else poll();
    }, 4000);
  }

  function finish(): void {
    if (over) return;
    over = true;
    stream.close();
    void replace();
  }

  async function replace(): Promise<void> {
    try {
      const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
      const next = new DOMParser().parseFromString(await answer.text(), "text/html");
      const result = next.querySelector(".result");
      if (!answer.ok || !result) throw new Error();
      document.querySelector(".result")?.replaceWith(result);
      document.title = next.title;
      localiseTimes(result);
      const again = result.querySelector<HTMLElement>("[data-live]");
      if (again) poll();
      else result.querySelector<HTMLElement>(".verdict h1")?.scrollIntoView({ block: "nearest" });
    } catch {
      poll();
    }
  }
}
