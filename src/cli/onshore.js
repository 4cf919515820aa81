#!/usr/bin/env node
// Plain JavaScript on purpose: this file must run on the Node that is there, to find the Node 24 that runs the rest.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const enough = Number(process.versions.node.split('.')[0]) >= 24
const brought = join(here, '../../node_modules', `node-${process.platform}-${process.arch}`, 'bin/node')

if (enough) {
  // Stripped and compiled once: a start takes half the time. Where the folder cannot be written, nothing is kept.
  module.enableCompileCache(join(here, '../../node_modules/.cache/onshore'))
  await import('./main.ts')
} else if (existsSync(brought)) {
  const child = spawn(brought, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
} else {
  process.stderr.write(
    'Onshore runs on Node 24. Run "npm install" in its folder, which brings it, or install Node 24 or newer.\n',
  )
  process.exit(2)
}
