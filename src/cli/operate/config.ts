import { configPage } from '../../server/config.ts'

/** `onshore config`: every key of the configuration, as Markdown. */
export async function run(): Promise<void> {
  process.stdout.write(configPage())
}
