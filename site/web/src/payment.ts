/** Waits for the payment's confirmation and then shows the page anew. */
const PAUSE = 1500;

async function confirmed(address: string): Promise<boolean> {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    return answer.ok && ((await answer.json()) as { state: string }).state !== "WAITING";
  } catch {
    return false;
  }
}

async function wait(address: string): Promise<void> {
  while (!(await confirmed(address))) await new Promise((done) => setTimeout(done, PAUSE));
  location.reload();
}

const address = document.querySelector<HTMLElement>("[data-payment-poll]")?.dataset.paymentPoll;
if (address) void wait(address);
