/** Files that are still being sent, kept in this browser so that a reload can go on where it stopped. Removed once sent. */
import { keptRows } from '../shell/kept-rows.ts'

const files = keptRows<File>('onshore-uploads', 'files')

/** Each of these fails where the browser refuses storage or has no room; the upload goes on without. */
export const keepFile = (id: string, file: File): Promise<unknown> => files.put(id, file).catch(() => undefined)
export const forgetFile = (id: string): Promise<unknown> => files.remove(id).catch(() => undefined)
export const keptFile = (id: string): Promise<File | undefined> => files.get(id).catch(() => undefined)
export const keptIds = (): Promise<string[]> => files.keys().catch(() => [])
