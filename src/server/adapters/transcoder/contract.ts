import { mkdtempSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Refusal, refuse } from '../../../core/errors.ts'
import { isWebPlayable, refusalOf, shownSize } from '../../../core/videos/probe.ts'
import {
  asDrawn,
  planFor,
  planRendition,
  planStills,
  targetLufs,
  treatmentOf,
} from '../../../core/videos/renditions.ts'
import { soundRate, type Transcoder } from './index.ts'

/** Files for the law, made by other means than the engine under test; null where those means are missing. */
export interface Inputs {
  webPlayable: string
  rotated: string
  webm: string
  silent: string
  soundOnly: string
  located: string
  tenBit: string
  /** One file of every kind that is taken. */
  kinds: readonly string[]
  /** Measures and a reference by a bare ffmpeg, `tests/harness/judge.ts`. */
  judge: {
    reference(input: string, output: string, size: { width: number; height: number }, before: string): void
    ssim(one: string, other: string): number
    lufsOf(file: string): number
    tracesOf(file: string): string[]
  }
}

// The chain that FFmpeg's own documentation of `tonemap` gives, with diffuse white at 203 cd/m2 (ITU-R BT.2408) and a peak of 1000.
const handbookToneMap =
  'zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0:peak=4.93,zscale=t=bt709:m=bt709:r=tv,format=yuv420p'

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Refusal) => error.code ?? error.message,
  )

/** Boxes of an MP4 as paths, `moov/trak/mdia`; the content of `mdat` is not looked into. */
function boxesOf(bytes: Buffer, from = 0, to = bytes.length, above = ''): { path: string; body: Buffer }[] {
  const boxes: { path: string; body: Buffer }[] = []
  for (let at = from; at + 8 <= to; ) {
    const size = bytes.readUInt32BE(at) || to - at
    const path = above + bytes.toString('latin1', at + 4, at + 8)
    boxes.push({ path, body: bytes.subarray(at + 8, at + size) })
    if (/(^|\/)(moov|trak|mdia|minf|stbl|udta)$/.test(path))
      boxes.push(...boxesOf(bytes, at + 8, at + size, `${path}/`))
    at += size
  }
  return boxes
}

/** The law of every engine. */
export function transcoderContract(name: string, open: () => Transcoder | null, inputs: () => Inputs | null): void {
  describe(`a transcoder by ${name}`, () => {
    const story = (title: string, tell: (engine: Transcoder, folder: string, inputs: Inputs) => Promise<void>) =>
      it(title, async context => {
        const engine = open()
        const files = inputs()
        if (!engine || !files) return context.skip()
        await tell(engine, mkdtempSync(join(tmpdir(), 'law-')), files)
      })

    story('finds the structure of a file', async (engine, _folder, { webPlayable, rotated, webm }) => {
      const probe = await engine.probe(webPlayable)
      expect(probe).toMatchObject({
        otherStreams: 0,
        sound: { codec: 'aac', profile: 'LC', channels: 2 },
        picture: { codec: 'h264', width: 360, height: 640, rotation: 0, frames: 90, pixelFormat: 'yuv420p' },
      })
      expect(probe.durationMs).toBeGreaterThanOrEqual(2990)
      expect(probe.durationMs).toBeLessThanOrEqual(3100)
      expect(probe.picture!.keyframeGapMs).toBeLessThanOrEqual(2000)
      expect([refusalOf(probe), isWebPlayable(probe)]).toEqual([null, true])
      expect(shownSize((await engine.probe(rotated)).picture!)).toEqual({ width: 360, height: 640 })
      const recorded = await engine.probe(webm)
      expect([recorded.picture?.codec, isWebPlayable(recorded), refusalOf(recorded)]).toEqual(['vp8', false, null])
    })

    story(
      'copies into a clean faststart MP4: same pictures, no place, no device, no other stream',
      async (engine, folder, { located }) => {
        expect(readFileSync(located).includes('+45.5017-073.5673')).toBe(true)
        const output = join(folder, 'out.mp4')
        await engine.remux(located, output)
        const bytes = readFileSync(output)
        // `x264 - core` is what the encoder writes between the pictures.
        expect(readFileSync(located).includes('x264 - core')).toBe(true)
        for (const trace of ['+45.5017', 'Telephone', 'Handler of mine', 'My title', 'Lavf', 'x264 - core'])
          expect(bytes.includes(trace), trace).toBe(false)
        const paths = boxesOf(bytes).map(({ path }) => path)
        expect(paths.indexOf('moov')).toBeLessThan(paths.indexOf('mdat'))
        // A `udta` may stand there, empty of values.
        expect(paths.filter(path => /udta\/(?!meta$)|\/(loci|©xyz|uuid)/.test(path))).toEqual([])
        const [before, after] = [await engine.probe(located), await engine.probe(output)]
        expect(after.picture!.frames).toBe(before.picture!.frames)
        expect([before.otherStreams, after.otherStreams]).toEqual([1, 0])
      },
    )

    story(
      'puts the sound of one file under the picture of another, as both are, and ends with the shorter',
      async (engine, folder, { silent, rotated, webm, webPlayable }) => {
        const heard = (await engine.probe(webPlayable)).sound
        for (const input of [silent, rotated, webPlayable, webm]) {
          const before = await engine.probe(input)
          const container = before.picture!.codec === 'vp8' ? 'matroska' : 'mp4'
          for (const ms of [before.durationMs, 1000]) {
            const output = join(folder, 'dubbed')
            await engine.dub(input, webPlayable, output, { ms, container })
            const after = await engine.probe(output)
            expect(after.sound, input).toMatchObject({ codec: 'aac', channels: heard!.channels })
            expect(after.otherStreams, input).toBe(0)
            const { codec, width, height, rotation } = before.picture!
            expect(after.picture, input).toMatchObject({ codec, width, height, rotation })
            if (ms > 1000) expect(after.picture!.frames, input).toBe(before.picture!.frames)
            expect(Math.abs(after.durationMs - Math.min(ms, before.durationMs)), input).toBeLessThan(200)
            expect(refusalOf(after), input).toBeNull()
          }
        }
        expect(await codeOf(engine.dub(silent, silent, join(folder, 'none.mp4'), { ms: 1000, container: 'mp4' }))).toBe(
          'video.damaged',
        )
      },
    )

    story(
      'renders any allowed file into what every browser plays, the right way up',
      async (engine, folder, { rotated, webm, silent, tenBit }) => {
        for (const input of [rotated, webm, silent, tenBit]) {
          const before = await engine.probe(input)
          const plan = planRendition(shownSize(before.picture!), 180)
          const steps: number[] = []
          await engine.render(
            input,
            [
              { file: join(folder, 'a.mp4'), ...plan },
              { file: join(folder, 'b.mp4'), ...planRendition(shownSize(before.picture!), 90) },
            ],
            treatmentOf(before, null),
            { durationMs: before.durationMs, onProgress: done => steps.push(done) },
          )
          const after = await engine.probe(join(folder, 'a.mp4'))
          expect(isWebPlayable(after), input).toBe(true)
          expect(after.picture).toMatchObject({ width: plan.width, height: plan.height, rotation: 0 })
          expect(Math.abs(after.durationMs - before.durationMs), input).toBeLessThan(150)
          expect(after.sound === null).toBe(before.sound === null)
          expect(after.picture!.keyframeGapMs).toBeLessThanOrEqual(2100)
          expect((await engine.probe(join(folder, 'b.mp4'))).picture!.width).toBe(90)
          expect([...steps].sort((a, b) => a - b)).toEqual(steps)
        }
      },
    )

    it('renders every kind of file that is taken as a bare ffmpeg would: size, length, picture, loudness, and no trace of where it came from', {
      timeout: 900_000,
    }, async context => {
      const engine = open()
      const files = inputs()
      if (!engine || !files) return context.skip()
      const folder = mkdtempSync(join(tmpdir(), 'law-'))
      for (const input of files.kinds) {
        const before = await engine.probe(input)
        expect(refusalOf(before), input).toBeNull()
        const { shown, ladder } = planFor(before)
        const treatment = treatmentOf(before, before.sound ? await engine.listen(input) : null)
        expect(treatment.isHdr, input).toBe(/hdr/.test(input))
        expect(treatment.isInterlaced, input).toBe(/interlaced/.test(input))
        const plan = planStills(shown, before.durationMs)
        const storyboard = { plan, file: join(folder, 'storyboard') }
        const outputs = ladder.map((rung, index) => ({ ...rung, file: join(folder, `${index}.mp4`) }))
        await engine.render(input, outputs, treatment, { storyboard })
        expect(statSync(storyboard.file).size, input).toBe(plan.frame.width * plan.frame.height * 3 * plan.frames)
        for (const output of outputs) {
          const after = await engine.probe(output.file)
          expect(isWebPlayable(after), input).toBe(true)
          expect(after.picture, input).toMatchObject({ width: output.width, height: output.height, rotation: 0 })
          expect(after.picture!.level, input).toBeLessThanOrEqual(42)
          expect(after.picture!.level, input).toBe(Number(output.level) * 10)
          const frameMs = 1000 / Math.min(60, before.picture!.framesPerSecond) + 2
          expect(Math.abs(after.picture!.coveredMs - before.picture!.coveredMs), input).toBeLessThanOrEqual(frameMs)
          expect(after.picture!.frames, input).toBeLessThanOrEqual((before.durationMs / 1000) * 60 + 2)
          expect(files.judge.tracesOf(output.file), input).toEqual([])
          expect(after.sound === null, input).toBe(before.sound === null)
          if (after.sound) expect(Math.abs(files.judge.lufsOf(output.file) - targetLufs), input).toBeLessThanOrEqual(1)
        }
        const best = outputs.at(-1)!
        const asKnown = `${treatment.isInterlaced ? 'bwdif=0,' : ''}${treatment.isHdr ? `${handbookToneMap},` : ''}`
        files.judge.reference(input, join(folder, 'reference.mp4'), best, asKnown)
        expect(files.judge.ssim(best.file, join(folder, 'reference.mp4')), input).toBeGreaterThanOrEqual(0.95)
      }
    })

    story('hands out sound as it is heard, plain', async (engine, folder, { webPlayable, webm, silent }) => {
      for (const input of [webPlayable, webm]) {
        const { durationMs } = await engine.probe(input)
        const output = join(folder, 'sound.raw')
        await engine.hear(input, output)
        const samples = readFileSync(output)
        expect(Math.abs(samples.length / 2 / soundRate - durationMs / 1000), input).toBeLessThan(0.2)
        let loudest = 0
        for (let at = 0; at + 1 < samples.length; at += 2) loudest = Math.max(loudest, samples.readInt16LE(at))
        expect(loudest, input).toBeGreaterThan(1000)
      }
      expect(await codeOf(engine.hear(silent, join(folder, 'none.raw')))).toBe('video.damaged')
    })
    story('gives the picture of a moment', async (engine, folder, { webPlayable, rotated }) => {
      for (const input of [webPlayable, rotated]) {
        const [start, later] = [join(folder, 'start'), join(folder, 'later')]
        await engine.still(input, 0, { width: 90, height: 160 }, start)
        await engine.still(input, 1500, { width: 90, height: 160 }, later)
        expect([statSync(start).size, statSync(later).size]).toEqual([90 * 160 * 3, 90 * 160 * 3])
        expect(readFileSync(start).equals(readFileSync(later))).toBe(false)
      }
    })

    story(
      'gives stills as raw pixels, exactly as many as planned',
      async (engine, folder, { webPlayable, rotated }) => {
        for (const input of [webPlayable, rotated]) {
          const probe = await engine.probe(input)
          const plan = planStills(shownSize(probe.picture!), probe.durationMs)
          const outputs = { poster: join(folder, 'p'), storyboard: join(folder, 's') }
          await engine.stills(input, plan, outputs)
          expect(statSync(outputs.poster).size).toBe(plan.poster.width * plan.poster.height * 3)
          expect(statSync(outputs.storyboard).size).toBe(plan.frame.width * plan.frame.height * 3 * plan.frames)
          // The test picture is bright: black would mean that nothing was decoded.
          const pixels = readFileSync(outputs.poster)
          expect(pixels.reduce((sum, value) => sum + value, 0) / pixels.length).toBeGreaterThan(40)
        }
      },
    )

    story('encodes a drawing with its sound', async (engine, folder) => {
      const sound = join(folder, 'sound.wav')
      const samples = Buffer.alloc(48_000 * 2)
      for (let i = 0; i < 48_000; i++) samples.writeInt16LE(Math.round(Math.sin(i / 12) * 8000), i * 2)
      const header = Buffer.from(
        '524946460000000057415645666d7420100000000100010080bb000000770100020010006461746100000000',
        'hex',
      )
      header.writeUInt32LE(36 + samples.length, 4)
      header.writeUInt32LE(samples.length, 40)
      writeFileSync(sound, Buffer.concat([header, samples]))
      async function* frames() {
        for (let i = 0; i < 24; i++) yield Buffer.alloc(96 * 160 * 3, i * 10)
      }
      const file = join(folder, 'drawn.mp4')
      await engine.draw(frames(), { width: 96, height: 160, framesPerSecond: 24, sound }, [
        { file, width: 96, height: 160, maxBitsPerSecond: 500_000, level: '3.1' },
      ])
      const probe = await engine.probe(file)
      expect(probe.picture).toMatchObject({ frames: 24, width: 96, height: 160 })
      expect(probe.sound?.codec).toBe('aac')
      expect(isWebPlayable(probe)).toBe(true)
    })

    story(
      'refuses what is not a video, in words, and never opens a second file',
      async (engine, folder, { soundOnly, webPlayable }) => {
        const write = (name: string, text: string | Buffer) => {
          writeFileSync(join(folder, name), text)
          return join(folder, name)
        }
        expect(await codeOf(engine.probe(write('31.mp4', 'x'.repeat(31))))).toBe('video.unreadable')
        expect(
          await codeOf(
            engine.probe(write('picture.mp4', Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex'))),
          ),
        ).toBe('video.not-a-video')
        expect(await codeOf(engine.probe(write('list.mp4', `#EXTM3U\n#EXTINF:3,\n${webPlayable}\n`)))).toBe(
          'video.not-a-video',
        )
        expect(await codeOf(engine.probe(write('concat.mp4', `ffconcat version 1.0\nfile '${webPlayable}'\n`)))).toBe(
          'video.not-a-video',
        )
        expect(refusalOf(await engine.probe(soundOnly))?.code).toBe('video.no-picture')
      },
    )

    story(
      'notices a file that was cut short, and a keyframe that does not decode',
      async (engine, folder, { webPlayable }) => {
        const cut = join(folder, 'cut.mp4')
        await engine.remux(webPlayable, cut)
        const whole = readFileSync(cut)
        truncateSync(cut, Math.floor(whole.length * 0.4))
        const probe = await engine.probe(cut)
        expect(refusalOf(probe)?.code).toBe(refuse('video.damaged', { got: 0 }).code)
        const broken = Buffer.from(whole)
        const media = broken.indexOf('mdat') + 4
        for (let at = media + 60; at < media + 4000; at++) broken[at] = (broken[at]! * 7 + at) & 0xff
        const file = join(folder, 'broken.mp4')
        writeFileSync(file, broken)
        const outputs = { poster: join(folder, 'p'), storyboard: join(folder, 's') }
        expect(await codeOf(engine.stills(file, planStills({ width: 360, height: 640 }, 3000), outputs))).toBe(
          'video.damaged',
        )
      },
    )

    story('can be stopped, and leaves nothing running', async (engine, folder, { webPlayable }) => {
      const stop = new AbortController()
      const work = engine.render(
        webPlayable,
        [{ file: join(folder, 'x.mp4'), width: 360, height: 640, maxBitsPerSecond: 1_000_000, level: '3.1' }],
        asDrawn,
        { signal: stop.signal },
      )
      stop.abort()
      await expect(work).rejects.toThrow()
    })
  })
}
