/** Times come from the server in UTC; shown in the reader's zone, with the zone. */
export function localiseTimes(root: ParentNode = document): void {
  const format = new Intl.DateTimeFormat(undefined, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  });
  for (const time of root.querySelectorAll<HTMLTimeElement>("time[datetime]")) {
    const instant = new Date(time.dateTime);
    if (!Number.isNaN(instant.getTime())) time.textContent = format.format(instant);
  }
}
