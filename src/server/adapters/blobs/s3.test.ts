import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasRadosgw, openS3, type S3Server } from '../../../../tests/harness/radosgw.ts'
import { blobsContract } from './contract.ts'
import { StoreAway } from './index.ts'
import { s3Blobs } from './s3.ts'

const named = hasRadosgw ? '' : ' [radosgw, ceph-mon and ceph-osd, as root]'

describe.skipIf(!hasRadosgw)(`an S3 server${named}`, () => {
  let server: S3Server
  beforeAll(async () => {
    server = await openS3()
  }, 120_000)
  afterAll(() => server?.[Symbol.asyncDispose]())

  blobsContract('a bucket of radosgw', async () => s3Blobs(server.place))

  it('takes a large object in parts, and gives any range across them', async () => {
    const blobs = s3Blobs(server.place)
    const bytes = randomBytes(20_000_003)
    const file = join(await mkdtemp(join(tmpdir(), 'blob-')), 'file')
    await writeFile(file, bytes)
    const { hash } = await blobs.keep(file)
    await blobs.copy(hash, `${file}.copy`)
    expect((await readFile(`${file}.copy`)).equals(bytes)).toBe(true)
    const parts: Buffer[] = []
    const to = new Writable({
      write(chunk: Buffer, _encoding, done) {
        parts.push(Buffer.from(chunk))
        done()
      },
    })
    await (await blobs.open(hash)).send({ start: 8_388_600, end: 8_388_700 }, to)
    expect(Buffer.concat(parts).equals(bytes.subarray(8_388_600, 8_388_701))).toBe(true)
  })

  it('that knows the key only with another secret keeps nothing, and is no fault of the object', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'blob-')), 'file')
    await writeFile(file, 'not for everyone')
    const wrong = s3Blobs({ ...server.place, secret: 'another' })
    await expect(wrong.keep(file)).rejects.toThrow()
    expect(await wrong.answers()).toBe(false)
    expect(await s3Blobs(server.place).answers()).toBe(true)
  })
})

describe('an object store that is away', () => {
  it('is told apart from an object that is not there', async () => {
    const nowhere = s3Blobs({ endpoint: 'http://127.0.0.1:9', bucket: 'b', region: 'us-east-1', key: 'k', secret: 's' })
    await expect(nowhere.open('0'.repeat(64))).rejects.toThrow(StoreAway)
    await expect(nowhere.size('0'.repeat(64))).rejects.toThrow(StoreAway)
    await expect(nowhere.remove('0'.repeat(64))).rejects.toThrow(StoreAway)
    expect(await nowhere.answers()).toBe(false)
  })
})
