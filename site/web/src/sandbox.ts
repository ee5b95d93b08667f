import { localiseTimes } from "./lib/times";

/** Shows what runs in the sandbox as it changes, while somebody looks: each part every two seconds, or as it says itself. */
const PAUSE = "2000";

function logs(part: HTMLElement): HTMLElement[] {
  return [...part.querySelectorAll<HTMLElement>(".sandbox-log")];
}

async function refresh(part: HTMLElement): Promise<void> {
  const answer = await fetch(part.dataset.live ?? "", { headers: { Accept: "text/html" } });
  if (answer.status === 204) {
    location.reload();
    return;
  }
  const text = answer.ok ? await answer.text() : "";
  // Somebody may be about to press a button of it or read a log with the keyboard: that is not taken away.
  if (text === "" || part.contains(document.activeElement)) return;
  const places = logs(part).map((log) =>
    log.scrollHeight - log.scrollTop - log.clientHeight < 8 ? null : log.scrollTop,
  );
  part.innerHTML = text;
  localiseTimes(part);
  logs(part).forEach((log, i) => {
    log.scrollTop = places[i] ?? log.scrollHeight;
  });
}

async function follow(part: HTMLElement): Promise<void> {
  for (;;) {
    await new Promise((done) => setTimeout(done, Number(part.dataset.pause ?? PAUSE)));
    if (document.visibilityState !== "visible") continue;
    await refresh(part).catch(() => {
      // The platform is gone for a moment: what stands there stays, and is asked for again.
    });
  }
}

for (const part of document.querySelectorAll<HTMLElement>("[data-live]")) void follow(part);
