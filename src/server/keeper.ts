/**
 * One child of the shore: the process that keeps the keys of accounts. It listens on a Unix socket in a folder that only this user
 * enters, asks the database whose a session is, and ends when its parent lets go.
 */
import { systemClock } from './adapters/clock/index.ts'
import { isAway, openDatabase, openPool } from './adapters/db/index.ts'
import { listenOnSocket, openKeyFiles } from './adapters/keys/index.ts'
import { log, nameProcess } from './adapters/log/index.ts'
import { keysFolder, readConfig } from './config.ts'
import { keyStore, openDoors, openVault, type Question } from './keys/index.ts'

const config = readConfig()
nameProcess('keys')
// The parent decides; a terminal's Ctrl-C reaches the whole group and is the parent's to handle.
process.on('SIGINT', () => undefined)
try {
  const db = openDatabase(openPool(config.databaseUrl!, 2))
  const files = openKeyFiles(keysFolder(config))
  const vault = openVault(files)
  vault.goOn()
  if (vault.status().isLocked) log('the shore’s key is not here; what is encrypted stays so until it is put back')
  const answer = openDoors({ vault, files, store: keyStore(db), clock: systemClock })
  const listening = await listenOnSocket(process.argv[2]!, question =>
    answer(question as Question).catch(error => {
      // Whose a session is cannot be known now: who asked is told so, and asks again.
      if (isAway(error)) return { refused: 'keys.away', params: {} }
      log('fault', {}, error)
      throw error
    }),
  )
  const stop = async () => {
    listening.close()
    await db.destroy().catch(() => undefined)
    process.exit(0)
  }
  process.once('disconnect', stop)
  process.once('SIGTERM', stop)
  if (!process.connected) await stop()
  process.send?.('up')
} catch (error) {
  log('fault', {}, error)
  process.send?.(error instanceof Error ? error.message : String(error))
  process.exit(1)
}
