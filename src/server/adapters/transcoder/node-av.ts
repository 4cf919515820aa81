/** node-av, FFmpeg's libraries from the registry, as an engine: a Node process of its own for each job, confined like any other. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { refuse } from '../../../core/errors.ts'
import type { Probe } from '../../../core/videos/probe.ts'
import { runConfined } from './child.ts'
import { probeFrom } from './ffprobe-reply.ts'
import {
  demuxers,
  EngineDied,
  hasDied,
  type RenderRun,
  type Run,
  soundRate,
  type Transcoder,
  timeLimits,
} from './index.ts'
import type { Job } from './node-av/job.ts'
import { progressFrom } from './progress.ts'
import type { Sandbox } from './sandbox.ts'
import { unreadable } from './unreadable.ts'

const tree = join(import.meta.dirname, '../../../..')

/** Version of the installed node-av, or null: it is optional, and absent where its binary does not exist. */
export function nodeAvVersion(): string | null {
  const packages = join(tree, 'node_modules')
  if (!existsSync(join(packages, `@seydx/node-av-${process.platform}-${process.arch}`))) return null
  return (JSON.parse(readFileSync(join(packages, 'node-av/package.json'), 'utf8')) as { version: string }).version
}

const program = join(realpathSync(join(tree, 'src')), 'server/adapters/transcoder/node-av/child.ts')
let compiled: string | null = null

/**
 * A folder with the engine's own program as V8 compiled it (Node's module compile cache): starting takes half the time then. It
 * is made before any file of a stranger is looked at, and the confined process can only read it.
 */
function compiledProgram(): string {
  if (compiled) return compiled
  const folder = mkdtempSync(join(tmpdir(), 'onshore-compiled-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', program, JSON.stringify({ job: 'load' })], {
    stdio: 'ignore',
    env: { PATH: '/usr/bin:/bin', NODE_COMPILE_CACHE: folder },
  })
  compiled = folder
  return folder
}

export function nodeAvTranscoder(version: string, sandbox: Sandbox): Transcoder {
  // Node itself, the libraries, and this program's own source; no other file of the machine.
  const read = [
    ...new Set([
      realpathSync(process.execPath),
      realpathSync(join(tree, 'node_modules')),
      realpathSync(join(tree, 'src')),
      realpathSync(join(tree, 'package.json')),
    ]),
  ]
  const run = (
    job: Job,
    inputs: readonly string[],
    write: string | null,
    seconds: number,
    options: RenderRun & { input?: AsyncIterable<Uint8Array> },
  ) =>
    runConfined(
      sandbox,
      [
        ...['/usr/bin/env', `NODE_COMPILE_CACHE=${compiledProgram()}`],
        realpathSync(process.execPath),
        '--disable-warning=ExperimentalWarning',
        program,
        JSON.stringify(job),
      ],
      { read: [...read, compiledProgram(), ...inputs], write, seconds, memory: null },
      {
        signal: options.signal,
        isPatient: options.isPatient,
        ...(job.job === 'probe' || job.job === 'listen' ? {} : { onLine: progressFrom(options) }),
        ...(options.input ? { input: options.input } : {}),
      },
    )
  const finish = ({ code, stderr }: { code: number | null; stderr: string }) => {
    if (code === 0) return
    // What the decoder says of a file is the file's fault; an encoder, a full disk or a killed process is ours.
    if (code === 1 && !/No space left|Cannot allocate|write|close the file|option|encoder/i.test(stderr))
      throw refuse('video.damaged', { got: 0 })
    const Fault = hasDied(code) ? EngineDied : Error
    throw new Fault(`node-av ended with ${code}: ${stderr.slice(-400)}`)
  }

  const probeAll = async (inputs: readonly string[], options: Run = {}): Promise<Probe[]> => {
    const ended = await run({ job: 'probe', inputs, demuxers }, inputs, null, timeLimits.probe, options)
    if (hasDied(ended.code)) finish(ended)
    if (ended.code !== 0) throw await unreadable(inputs[0]!)
    return (JSON.parse(ended.stdout) as Parameters<typeof probeFrom>[0][]).map(probeFrom)
  }

  return {
    engine: `node-av ${version}`,
    sandbox: sandbox.kind,
    probe: async (input, options) => (await probeAll([input], options))[0]!,
    // In one process: starting it takes longer than looking at a file.
    probeAll,
    async remux(input, output, options = {}) {
      finish(await run({ job: 'remux', input, output, demuxers }, [input], dirname(output), timeLimits.remux, options))
    },
    async dub(input, sound, output, { ms, container }, options = {}) {
      const job = { job: 'dub', input, sound, output, ms, container, demuxers } as const
      finish(await run(job, [...new Set([input, sound])], dirname(output), timeLimits.remux, options))
    },
    async listen(input, options = {}) {
      const { code, stdout } = await run({ job: 'listen', input, demuxers }, [input], null, timeLimits.listen, options)
      return code === 0 ? (JSON.parse(stdout) as number | null) : null
    },
    async hear(input, output, options = {}) {
      const job = { job: 'hear', input, output, rate: soundRate, demuxers } as const
      finish(await run(job, [input], dirname(output), timeLimits.listen, options))
    },
    async render(input, outputs, treatment, options = {}) {
      const job = {
        job: 'render',
        input,
        outputs,
        treatment,
        storyboard: options.storyboard ?? null,
        demuxers,
      } as const
      finish(await run(job, [input], dirname(outputs[0]!.file), timeLimits.render, options))
    },
    async still(input, atMs, size, output, options = {}) {
      const job = { job: 'still', input, atMs, size, output, demuxers } as const
      finish(await run(job, [input], dirname(output), timeLimits.stills, options))
    },
    async stills(input, plan, outputs, options = {}) {
      finish(
        await run(
          { job: 'stills', input, plan, outputs, demuxers },
          [input],
          dirname(outputs.poster),
          timeLimits.stills,
          options,
        ),
      )
    },
    async draw(frames, drawing, outputs, options = {}) {
      finish(
        await run({ job: 'draw', drawing, outputs }, [drawing.sound], dirname(outputs[0]!.file), timeLimits.draw, {
          ...options,
          input: frames,
        }),
      )
    },
  }
}
