/** Files that are still being sent, kept in this browser (IndexedDB) so that a reload can go on where it stopped. Removed once sent. */
const name = 'onshore-uploads'

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore('files')
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })
}

async function run<T>(mode: IDBTransactionMode, act: (files: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open()
  try {
    return await new Promise<T>((resolve, reject) => {
      const request = act(database.transaction('files', mode).objectStore('files'))
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  } finally {
    database.close()
  }
}

/** Each of these fails where the browser refuses storage or has no room; the upload goes on without. */
export const keepFile = (id: string, file: File): Promise<unknown> =>
  run('readwrite', files => files.put(file, id)).catch(() => undefined)
export const forgetFile = (id: string): Promise<unknown> =>
  run('readwrite', files => files.delete(id)).catch(() => undefined)
export const keptFile = (id: string): Promise<File | undefined> =>
  run<File | undefined>('readonly', files => files.get(id)).catch(() => undefined)
export const keptIds = (): Promise<string[]> =>
  run('readonly', files => files.getAllKeys()).then(
    keys => keys.map(String),
    () => [],
  )
