/** Looks at clips that are ready and says what they are like, once for each version of looking; and who keeps company with whom. */
import { setImmediate as turn } from 'node:timers/promises'
import { Refusal } from '../../core/errors.ts'
import { dimensions } from '../../core/feed/candidate.ts'
import { videoLimits } from '../../core/videos/limits.ts'
import { planStills } from '../../core/videos/renditions.ts'
import type { Blobs } from '../adapters/blobs/index.ts'
import type { WorkFolder, WorkFolders } from '../adapters/folder/index.ts'
import type { Model } from '../adapters/model/index.ts'
import { EngineDied, soundRate, type Transcoder } from '../adapters/transcoder/index.ts'
import { findCompany } from './company.ts'
import { asBytes, sizeOf } from './features.ts'
import type { FeaturesStore, Found, ToDescribe } from './features-store.ts'
import { paceOf, pictureVector } from './pictures.ts'
import { soundVector } from './tones.ts'

export interface DescribeRooms {
  features: FeaturesStore
  blobs: Blobs
  work: WorkFolders
  transcoder: Transcoder
  model: Model | null
}

/** Another way of looking has another number, and every clip is looked at anew. */
const lookVersion = 1
const batch = 20
/** Of the longest clip, twice over. */
const mostSoundBytes = (2 * 2 * soundRate * videoLimits.maxDurationMs) / 1000

function versionOf(model: Model | null): number {
  if (!model) return lookVersion
  let hash = 0x811c9dc5
  for (let i = 0; i < model.name.length; i++) hash = Math.imul(hash ^ model.name.charCodeAt(i), 0x01000193)
  return lookVersion + 256 * (1 + ((hash >>> 0) % 1_000_000))
}

export function describeJob(rooms: DescribeRooms) {
  const { features, model } = rooms
  const version = versionOf(model)
  return async (_payload: unknown, { signal }: { signal: AbortSignal }): Promise<void> => {
    for (;;) {
      const clips = await features.undescribed(version, batch)
      if (clips.length === 0 || signal.aborted) return
      await using folder = await rooms.work.open()
      const found: Omit<Found, 'given'>[] = []
      for (const clip of clips) found.push(await look(rooms, folder, clip, signal))
      const given = model ? await ask(model, folder, clips, signal) : []
      for (const [index, clip] of clips.entries())
        await features.set(clip.id, version, { ...found[index]!, given: given[index] ?? null })
    }
  }
}

const unseen = { picture: null, sound: null, pace: null }

/** A clip that cannot be looked at is described by its words alone. */
async function look(
  { blobs, transcoder }: DescribeRooms,
  folder: WorkFolder,
  clip: ToDescribe,
  signal: AbortSignal,
): Promise<Omit<Found, 'given'>> {
  if ((await blobs.size(clip.hash)) === null) return unseen
  const input = fileOf(folder, clip)
  await blobs.copy(clip.hash, input)
  const plan = planStills(clip, clip.durationMs)
  try {
    const outputs = { poster: folder.file('poster.rgb'), storyboard: folder.file('storyboard.rgb') }
    await transcoder.stills(input, plan, outputs, { signal })
    const { frame, frames: count } = plan
    const pixels = await folder.readExactly('storyboard.rgb', frame.width * frame.height * 3 * count)
    const frames = { pixels, ...frame, count }
    const heard = (await transcoder.probe(input, { signal })).sound
      ? await hear(transcoder, folder, input, signal)
      : null
    return {
      picture: bytesOf(pictureVector(frames)),
      pace: Uint8Array.from(paceOf(frames), value => Math.trunc(value * 127)),
      sound: heard && bytesOf(heard),
    }
  } catch (error) {
    if (error instanceof Refusal || error instanceof EngineDied) return unseen
    throw error
  }
}

const fileOf = (folder: WorkFolder, { id }: ToDescribe): string => folder.file(`${id}.mp4`)
const bytesOf = (vector: readonly number[]): Uint8Array => new Uint8Array(asBytes(vector))

async function hear(
  transcoder: Transcoder,
  folder: WorkFolder,
  input: string,
  signal: AbortSignal,
): Promise<number[] | null> {
  await transcoder.hear(input, folder.file('sound.raw'), { signal })
  const raw = await folder.readAtMost('sound.raw', mostSoundBytes)
  const samples = new Int16Array(raw.length >> 1)
  for (let i = 0; i < samples.length; i++) samples[i] = raw.readInt16LE(2 * i)
  return soundVector(samples, soundRate)
}

async function ask(
  model: Model,
  folder: WorkFolder,
  clips: readonly ToDescribe[],
  signal: AbortSignal,
): Promise<(Uint8Array | null)[]> {
  const files = clips.map(clip => fileOf(folder, clip))
  const lines = clips.map(({ id, caption, tags, language, durationMs }, index) => ({
    ...{ id, caption, tags, language, durationMs, file: files[index] },
  }))
  const said = await model.describe(lines, files, signal)
  return clips.map((_, index) => {
    const numbers = said[index]
    return numbers?.length === dimensions && numbers.every(Number.isFinite) ? bytesOf(numbers) : null
  })
}

/** Once an hour: from public acts alone. */
export function companyJob({ features }: Pick<DescribeRooms, 'features'>) {
  return async (): Promise<void> => {
    const found = await findCompany(await features.publicActs(), sizeOf.company, await features.company(), () => turn())
    await features.setCompany(new Map([...found].map(([id, vector]) => [id, asBytes(vector)])))
  }
}
