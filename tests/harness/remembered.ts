/**
 * A real engine that does the same work on the same bytes once a run: what it made the first time is handed out again. Only
 * what succeeded is kept, so a refusal is the engine's own each time. For tests whose matter is not the engine.
 */
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { deserialize, serialize } from 'node:v8'
import type { Run, Transcoder } from '../../src/server/adapters/transcoder/index.ts'

const kept = join(process.env['TEST_CLIPS'] ?? mkdtempSync(join(tmpdir(), 'made-')), 'made')

interface Work<T> {
  /** What is done, with everything but paths that it depends on. */
  what: unknown[]
  inputs: readonly string[]
  outputs?: readonly string[]
  run: Run | undefined
  /** Takes as long as it did the first time, without the work. */
  isUnhurried?: boolean
  real(): Promise<T>
}

/** A machine that was busy the first time makes nobody wait for longer. */
const mostUnhurriedMs = 8000

function keep(place: string, result: unknown, outputs: readonly string[]): void {
  const making = mkdtempSync(join(kept, 'making-'))
  outputs.forEach((output, index) => {
    if (existsSync(output)) copyFileSync(output, join(making, String(index)))
  })
  writeFileSync(join(making, 'result'), serialize(result))
  try {
    renameSync(making, place)
  } catch {
    // Another file of the run made the same meanwhile.
    rmSync(making, { recursive: true })
  }
}

async function once<T>(engine: string, { what, inputs, outputs = [], run, isUnhurried, real }: Work<T>): Promise<T> {
  const key = createHash('sha256').update(JSON.stringify([engine, ...what]))
  for (const input of inputs) {
    if (!existsSync(input)) return real()
    key.update(createHash('sha256').update(readFileSync(input)).digest())
  }
  const place = join(kept, key.digest('hex'))
  if (!existsSync(place) || run?.signal?.aborted) {
    const began = performance.now()
    const result = await real()
    keep(place, { result, tookMs: performance.now() - began }, outputs)
    return result
  }
  const made = deserialize(readFileSync(join(place, 'result'))) as { result: T; tookMs: number }
  if (isUnhurried) {
    run?.onProgress?.(0.5)
    await setTimeout(Math.min(made.tookMs, mostUnhurriedMs), undefined, { signal: run?.signal })
  }
  outputs.forEach((output, index) => {
    if (existsSync(join(place, String(index)))) copyFileSync(join(place, String(index)), output)
  })
  run?.onProgress?.(1)
  return made.result
}

export function remembered(real: Transcoder): Transcoder {
  mkdirSync(kept, { recursive: true })
  const does = <T>(work: Work<T>) => once(real.engine, work)
  return {
    engine: real.engine,
    sandbox: real.sandbox,
    probe: (input, run) => does({ what: ['probe'], inputs: [input], run, real: () => real.probe(input, run) }),
    probeAll: (inputs, run) => does({ what: ['probeAll'], inputs, run, real: () => real.probeAll(inputs, run) }),
    listen: (input, run) => does({ what: ['listen'], inputs: [input], run, real: () => real.listen(input, run) }),
    hear: (input, output, run) =>
      does({ what: ['hear'], inputs: [input], outputs: [output], run, real: () => real.hear(input, output, run) }),
    remux: (input, output, run) =>
      does({ what: ['remux'], inputs: [input], outputs: [output], run, real: () => real.remux(input, output, run) }),
    dub: (input, sound, output, dubbing, run) =>
      does({
        what: ['dub', dubbing],
        inputs: [input, sound],
        outputs: [output],
        run,
        real: () => real.dub(input, sound, output, dubbing, run),
      }),
    // A ladder replaces a clip's files behind its reader's back: it takes its time, or a test would read now the one and now the other.
    render: (input, outputs, treatment, run) =>
      does({
        what: ['render', outputs.map(output => ({ ...output, file: '' })), treatment, run?.storyboard?.plan],
        inputs: [input],
        outputs: [...outputs.map(({ file }) => file), ...(run?.storyboard ? [run.storyboard.file] : [])],
        run,
        isUnhurried: run?.isPatient === true,
        real: () => real.render(input, outputs, treatment, run),
      }),
    still: (input, atMs, size, output, run) =>
      does({
        what: ['still', atMs, size],
        inputs: [input],
        outputs: [output],
        run,
        real: () => real.still(input, atMs, size, output, run),
      }),
    stills: (input, plan, outputs, run) =>
      does({
        what: ['stills', plan],
        inputs: [input],
        outputs: [outputs.poster, outputs.storyboard],
        run,
        real: () => real.stills(input, plan, outputs, run),
      }),
    draw: (frames, drawing, outputs, run) => real.draw(frames, drawing, outputs, run),
  }
}
