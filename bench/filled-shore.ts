/** A real shore whose database holds as many clips as a bench asks for. Their rows are whole; their files are names only. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { type Served, serve } from '../tests/harness/serve.ts'

export interface Filled extends AsyncDisposable {
  shore: Served
  /** Adds clips until there are so many, and lets the database look at them. */
  fill(clips: number): Promise<void>
  /** Whatever the api has kept of public answers is dropped, by the same word with which any change drops it. */
  forget(): Promise<void>
  query<T>(text: string): Promise<T[]>
  /** Processor seconds that the api and the database have used so far. */
  cpu(): number
}

/** What the rows of a shore are: accounts at first, then as many clips as are asked for. */
export interface Shape {
  begin(client: pg.Client): Promise<void>
  /** Clips number `from` to `to`, with everything that belongs to them but their files. */
  add(client: pg.Client, from: number, to: number): Promise<void>
}

export const accounts = 1000

export async function openFilled(shape: Shape = plainShape): Promise<Filled> {
  const shore = await serve()
  const { databaseUrl } = JSON.parse(readFileSync(join(shore.data, 'run.json'), 'utf8')) as { databaseUrl: string }
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  let there = 0
  await shape.begin(client)
  return {
    shore,
    async fill(clips) {
      await shape.add(client, there + 1, clips)
      await addFiles(client)
      there = clips
      await client.query('vacuum analyze')
    },
    async forget() {
      await client.query(`select pg_notify('shown', id::text) from accounts`)
      await new Promise(resolve => setTimeout(resolve, 500))
    },
    async query<T>(text: string) {
      return (await client.query(text)).rows as T[]
    },
    cpu: () => [shore.role('api')!, ...shore.database()].reduce((sum, pid) => sum + secondsOf(pid), 0),
    async [Symbol.asyncDispose]() {
      await client.end()
      await shore[Symbol.asyncDispose]()
    },
  }
}

/** User and system time of a process, seconds; clock ticks are hundredths (proc(5), fields 14 and 15). */
export function secondsOf(pid: number): number {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return 0
  }
}

/** Clips of a thousand accounts that are all alike, with ten comments each. */
const plainShape: Shape = {
  async begin(client) {
    await client.query(`
      insert into accounts (id, handle, skeleton, name, passphrase_hash, created_at)
      select gen_random_uuid(), 'person' || n, 'skeleton' || n, 'Person ' || n, null, now() from generate_series(1, ${accounts}) n`)
  },
  async add(client, from, to) {
    await client.query(`
      insert into videos (id, account_id, state, visibility, caption, tags, language, file_name, bytes, duration_ms, width,
        height, thumbhash, storyboard_frames, storyboard_every_ms, created_at, uploaded_at, posted_at, published_at, finished_at, likes)
      select gen_random_uuid(), author.id, 'ready', 'public', 'Clip number ' || n || ' of the bench, with a caption of the usual length #bench',
        '{bench}', 'en', '', 4000000, 15000, 1080, 1920, '3OcRJYB4d3h/iIeHeEh3eIhw+j2w', 12, 1250,
        at, at, at, at, at, (random() * 1000)::int
      from generate_series(${from}, ${to}) n
      cross join lateral (select now() - n * interval '1 minute' as at) moment
      join (select id, row_number() over () as place from accounts where handle like 'person%') author
        on author.place = n % ${accounts} + 1`)
    await client.query(`
      alter table comments disable trigger user;
      insert into comments (id, video_id, account_id, text, created_at)
      select gen_random_uuid(), videos.id, writer.id, 'Comment number ' || n || ', of the usual length of a comment', now()
      from videos cross join generate_series(1, 10) n
      join (select id, row_number() over () as place from accounts where handle like 'person%') writer on writer.place = n
      where not exists (select from comments there where there.video_id = videos.id);
      alter table comments enable trigger user`)
  },
}

/** Names of files for every clip that has none. */
async function addFiles(client: pg.Client): Promise<void> {
  await client.query(`
    insert into video_files (video_id, role, hash, media_type, bytes, width, height, bits_per_second, language)
    select videos.id, role, encode(sha256((videos.id::text || role || made.width)::bytea), 'hex'), media, 1000000, made.width, made.width * 16 / 9, rate, ''
    from videos cross join (values
      ('rendition', 'video/mp4', 360, 700000), ('rendition', 'video/mp4', 540, 1500000), ('rendition', 'video/mp4', 720, 2600000),
      ('rendition', 'video/mp4', 1080, 4800000), ('poster', 'image/webp', 720, null), ('poster-jpeg', 'image/jpeg', 720, null),
      ('storyboard', 'image/webp', 1080, null)) as made (role, media, width, rate)
    where not exists (select from video_files there where there.video_id = videos.id)`)
}
