import type { Transcoder } from './index.ts'
import type { Sandbox } from './sandbox.ts'
export function nodeAvVersion(): string | null {
  return null
}
export function nodeAvTranscoder(_version: string, _sandbox: Sandbox): Transcoder {
  throw new Error('x')
}
