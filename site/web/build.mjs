// Bundles src/*.css and src/*.ts into the folder given as the first argument, with content hashes in the names and a
// manifest.properties that maps the plain name to the hashed one. Does nothing when no input changed.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

const out = path.resolve(process.argv[2]);
const stamp = path.join(out, ".inputs");

function inputs() {
  const hash = createHash("sha256");
  const files = ["package-lock.json", "build.mjs", "tsconfig.json"];
  for (const entry of readdirSync("src", { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) files.push(path.join(entry.parentPath ?? entry.path, entry.name));
  }
  for (const file of files.sort()) hash.update(file).update("\0").update(readFileSync(file));
  return hash.digest("hex");
}

function installIfChanged() {
  const lock = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
  const mark = "node_modules/.ascent-lock";
  if (existsSync(mark) && readFileSync(mark, "utf8") === lock) return;
  execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { stdio: "inherit" });
  writeFileSync(mark, lock);
}

installIfChanged();
const digest = inputs();
if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) process.exit(0);

execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "--project", "tsconfig.json"], { stdio: "inherit" });
const { build } = await import("esbuild");
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const entries = readdirSync("src").filter((name) => /\.(ts|css)$/.test(name)).map((name) => path.join("src", name));
const result = await build({
  entryPoints: entries,
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022"],
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".woff2": "file", ".svg": "file" },
  metafile: true,
  logLevel: "warning",
});
const manifest = Object.entries(result.metafile.outputs)
  .filter(([, output]) => output.entryPoint)
  .map(([file, output]) => `${path.basename(output.entryPoint).replace(/\.ts$/, ".js")}=${path.basename(file)}`)
  .sort();
writeFileSync(path.join(out, "manifest.properties"), manifest.join("\n") + "\n");
writeFileSync(stamp, digest);
