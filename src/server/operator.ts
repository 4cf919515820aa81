/** What a command on the shore's own machine works with: the running shore's database, found through its folder. */
import { type AccountStore, accountStore } from './accounts/index.ts'
import { type Clock, systemClock } from './adapters/clock/index.ts'
import { openDatabase, openPool } from './adapters/db/index.ts'
import { runningIn } from './adapters/folder/index.ts'
import { readConfig } from './config.ts'

export interface OperatorRooms extends AsyncDisposable {
  accounts: AccountStore
  clock: Clock
}

/** Refuses `shore.not-running`. */
export function operatorRooms(data: string | undefined): OperatorRooms {
  const config = readConfig(undefined, data === undefined ? {} : { data })
  const db = openDatabase(openPool(runningIn(config.data).databaseUrl, 2))
  return {
    accounts: accountStore(db),
    clock: systemClock,
    async [Symbol.asyncDispose]() {
      await db.destroy()
    },
  }
}
