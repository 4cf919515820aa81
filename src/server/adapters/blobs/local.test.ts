import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { blobsContract } from './contract.ts'
import { localBlobs } from './local.ts'

blobsContract('local files', async () => localBlobs(await mkdtemp(join(tmpdir(), 'blobs-'))))
