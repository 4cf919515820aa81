import { join } from 'node:path'
import type { Blobs } from './index.ts'
import { localBlobs } from './local.ts'
import { s3Blobs } from './s3.ts'

interface Wish {
  data: string
  s3Endpoint: string | null
  s3Bucket: string
  s3Region: string
  s3Key: string
  s3Secret: string
}

/** The shore's objects: local files in its folder, or the bucket that the configuration names. */
export function openBlobs({ data, s3Endpoint, s3Bucket, s3Region, s3Key, s3Secret }: Wish): Blobs {
  if (!s3Endpoint) return localBlobs(join(data, 'blobs'))
  return s3Blobs({ endpoint: s3Endpoint, bucket: s3Bucket, region: s3Region, key: s3Key, secret: s3Secret })
}
