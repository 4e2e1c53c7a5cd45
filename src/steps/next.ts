import type { Place } from "../mastodon/place.ts";

/** What starts the server, to be typed by the administrator. `units`: whether systemd knows Mastodon's units already. */
export function startCommands(place: Pick<Place, "runtime" | "directory">, units: boolean): readonly string[] {
  const directory = place.directory ?? ".";
  if (place.runtime === "docker") return [`cd ${directory}`, "docker compose up -d"];
  const install = [`cp ${directory}/dist/mastodon-*.service /etc/systemd/system/`, "systemctl daemon-reload"];
  return [...(units ? [] : install), "systemctl enable --now mastodon-web mastodon-sidekiq mastodon-streaming"];
}
