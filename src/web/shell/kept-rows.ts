/**
 * One store of this origin's own database (IndexedDB). Every act fails where the browser refuses storage or has no room: whoever
 * calls says what is lost then.
 */
export function keptRows<T>(name: string, store: string) {
  function open(): Promise<IDBDatabase> {
    return new Promise((resolve, reject) => {
      const opening = indexedDB.open(name, 1)
      opening.onupgradeneeded = () => opening.result.createObjectStore(store)
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(opening.error)
    })
  }
  async function run<R>(mode: IDBTransactionMode, act: (rows: IDBObjectStore) => IDBRequest<R>): Promise<R> {
    const database = await open()
    try {
      return await new Promise<R>((resolve, reject) => {
        const transaction = database.transaction(store, mode)
        const request = act(transaction.objectStore(store))
        // What is written counts once it is on the disk, and room can run out as late as that.
        transaction.oncomplete = () => resolve(request.result)
        transaction.onabort = () => reject(transaction.error ?? request.error)
      })
    } finally {
      database.close()
    }
  }
  return {
    put: (key: string, value: T): Promise<unknown> => run('readwrite', rows => rows.put(value, key)),
    remove: (key: string): Promise<unknown> => run('readwrite', rows => rows.delete(key)),
    get: (key: string): Promise<T | undefined> => run<T | undefined>('readonly', rows => rows.get(key)),
    keys: (): Promise<string[]> => run('readonly', rows => rows.getAllKeys()).then(keys => keys.map(String)),
  }
}
