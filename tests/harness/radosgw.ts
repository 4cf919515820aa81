/** A real S3 server, Debian's radosgw on one in-memory disk, for tests of the object store. As root only: Ceph wants its own folders. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { S3mini } from 's3mini'
import type { S3Place } from '../../src/server/adapters/blobs/s3.ts'
import { freePort } from './serve.ts'

export const hasRadosgw = existsSync('/usr/bin/radosgw') && existsSync('/usr/bin/ceph-osd') && process.getuid?.() === 0

export interface S3Server extends AsyncDisposable {
  place: S3Place
  /** Stops answering, without a word; goes on where it was. */
  freeze(): void
  thaw(): void
}

function run(command: string, args: readonly string[], input?: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', timeout: 60_000, input })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`)
  return stdout
}

function configOf(folder: string, fsid: string, [v2, v1, http]: readonly number[]): string {
  return `[global]
fsid=${fsid}
mon host=[v2:127.0.0.1:${v2}/0,v1:127.0.0.1:${v1}/0]
mon initial members=a
public addr=127.0.0.1
cluster addr=127.0.0.1
ms bind ipv4=true
osd pool default size=1
osd pool default min size=1
osd pool default pg num=8
osd pool default pgp num=8
osd crush chooseleaf type=0
mon allow pool size one=true
mon warn on pool no redundancy=false
osd objectstore=memstore
memstore device bytes=2147483648
run dir=${folder}/run
admin socket=${folder}/run/$name.asok
log file=${folder}/log/$name.log
pid file=${folder}/run/$name.pid
keyring=${folder}/keyring
mon data=${folder}/mon
osd data=${folder}/osd
rgw dns name=localhost
rgw frontends=beast endpoint=127.0.0.1:${http}
rgw run sync thread=false
rgw enable usage log=false
[osd]
keyring=${folder}/osd.keyring
`
}

/** Starts a cluster of one monitor, one disk in memory and one gateway, with one user and one bucket. */
export async function openS3(): Promise<S3Server> {
  const folder = mkdtempSync(join(tmpdir(), 'onshore-ceph-'))
  try {
    return await openIn(folder)
  } catch (error) {
    await end(folder)
    throw error
  }
}

/** Ends whatever of a cluster runs, and removes its folder. */
async function end(folder: string, gateway?: ChildProcess): Promise<void> {
  gateway?.kill('SIGKILL')
  for (const name of ['osd.0', 'mon.a']) {
    const file = join(folder, 'run', `${name}.pid`)
    if (existsSync(file)) process.kill(Number(readFileSync(file, 'utf8')), 'SIGKILL')
  }
  await pause(200)
  rmSync(folder, { recursive: true, force: true })
}

async function openIn(folder: string): Promise<S3Server> {
  for (const name of ['mon', 'osd', 'run', 'log']) mkdirSync(join(folder, name))
  const ports = [await freePort(), await freePort(), await freePort()]
  const fsid = randomUUID()
  const conf = join(folder, 'ceph.conf')
  const [keyring, osdKeyring, map] = ['keyring', 'osd.keyring', 'monmap'].map(name => join(folder, name)) as [
    string,
    string,
    string,
  ]
  writeFileSync(conf, configOf(folder, fsid, ports))
  const all = ['--cap', 'mon', 'allow *', '--cap', 'osd', 'allow *', '--cap', 'mgr', 'allow *']
  run('ceph-authtool', ['--create-keyring', keyring, '--gen-key', '-n', 'mon.', '--cap', 'mon', 'allow *'])
  run('ceph-authtool', [keyring, '--gen-key', '-n', 'client.admin', ...all, '--cap', 'mds', 'allow *'])
  const addresses = `[v2:127.0.0.1:${ports[0]},v1:127.0.0.1:${ports[1]}]`
  run('monmaptool', ['--create', '--fsid', fsid, '--addv', 'a', addresses, map])
  run('ceph-mon', ['-c', conf, '--mkfs', '-i', 'a', '--monmap', map, '--keyring', keyring])
  run('ceph-mon', ['-c', conf, '-i', 'a'])
  const osd = randomUUID()
  run('ceph', ['-c', conf, 'osd', 'new', osd])
  run('ceph-authtool', ['--create-keyring', osdKeyring, '--gen-key', '-n', 'osd.0'])
  const caps = ['osd', 'allow *', 'mon', 'allow profile osd', 'mgr', 'allow profile osd']
  run('ceph', ['-c', conf, '-i', osdKeyring, 'auth', 'add', 'osd.0', ...caps])
  run('ceph-osd', ['-c', conf, '-i', '0', '--mkfs', '--osd-uuid', osd])
  run('ceph-osd', ['-c', conf, '-i', '0'])
  const gateway = spawn('radosgw', ['-f', '-c', conf, '-n', 'client.admin', '--keyring', keyring], { stdio: 'ignore' })
  const endpoint = `http://127.0.0.1:${ports[2]}`
  await answering(endpoint).catch(error => {
    gateway.kill('SIGKILL')
    throw error
  })
  const [key, secret] = ['TESTKEY', 'TESTSECRET']
  run('radosgw-admin', [
    ...['-c', conf, '-n', 'client.admin', 'user', 'create', '--uid=t', '--display-name=t'],
    ...[`--access-key=${key}`, `--secret-key=${secret}`],
  ])
  const place = { endpoint, bucket: 'onshore', region: 'default', key, secret }
  await new S3mini({
    accessKeyId: key,
    secretAccessKey: secret,
    endpoint: `${endpoint}/onshore`,
    region: place.region,
  }).createBucket()
  return {
    place,
    freeze: () => gateway.kill('SIGSTOP'),
    thaw: () => gateway.kill('SIGCONT'),
    [Symbol.asyncDispose]: () => end(folder, gateway),
  }
}

async function answering(address: string): Promise<void> {
  for (let attempt = 0; attempt < 120; attempt++) {
    const isUp = await fetch(address).then(
      () => true,
      () => false,
    )
    if (isUp) return
    await pause(500)
  }
  throw new Error('radosgw did not answer within a minute')
}
