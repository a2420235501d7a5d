// The runner of checks.py once more, for the clients that are written in JavaScript. Same lines, same meaning.
import { readFileSync } from 'node:fs'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

export class Suite {
  constructor(name) {
    this.name = name
    this.checks = []
  }

  check(sentence, run) {
    this.checks.push({ sentence, run })
  }

  /** Runs all checks in their order; a failed one does not stop the others. Ends the process. */
  async run(world) {
    for (const { sentence, run } of this.checks) {
      try {
        await within(CHECK_MS_MAX, run(world), 'the check itself')
        console.log(`ok  ${this.name}: ${sentence}`)
      } catch (failure) {
        console.log(`FAIL  ${this.name}: ${sentence}\n      ${reason(failure).replaceAll('\n', '\n      ')}`)
      }
    }
    console.log('end')
    process.exit(0) // open sockets are not waited for
  }
}

/** The world named by the first argument: `url`, `host`, `run` and `accounts`. */
export function world() {
  const told = JSON.parse(readFileSync(process.argv[2], 'utf8'))
  return { ...told, host: told.url.replace(/^\w+:\/\//, '') }
}

/** Fails unless both are equal, all the way down. */
export function same(actual, expected, what) {
  const [a, e] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (a !== e) throw new Error(`${what}: expected ${e}, got ${a}`)
}

export function ok(condition, what) {
  if (!condition) throw new Error(what)
}

/** Fails unless the promise is rejected; gives the error. */
export async function rejected(promise, what) {
  let result
  try {
    result = await promise
  } catch (error) {
    return error
  }
  throw new Error(`${what}: not refused, but ${JSON.stringify(result)?.slice(0, 300)}`)
}

/** What has been heard on a stream: an `Ear` is given events as they come and asked for them one by one. */
export class Ear {
  constructor() {
    this.heard = []
    this.waiting = null
  }

  take(event, about) {
    this.heard.push({ event, about })
    this.waiting?.()
  }

  /** What the next such event is about; other events are passed over. */
  async hears(event, fits, what, msMax = 30_000) {
    const passedBy = []
    const deadline = Date.now() + msMax
    for (;;) {
      while (this.heard.length > 0) {
        const next = this.heard.shift()
        if (next.event === event && fits(next.about)) return next.about
        passedBy.push(next)
      }
      const left = deadline - Date.now()
      if (left <= 0) {
        throw new Error(`not heard within ${msMax} ms: ${what}; instead ${JSON.stringify(passedBy).slice(0, 500)}`)
      }
      await Promise.race([new Promise((resolve) => { this.waiting = resolve }), after(left)])
    }
  }

  /** Does something over and over until it is heard of: a subscription is not acknowledged by the server. */
  async goesLive(probe) {
    for (let tries = 0; tries < 20; tries++) {
      const wanted = await probe()
      try {
        return await this.hears('update', (status) => status.id === wanted.id, 'a probe', 1_000)
      } catch {
        // not live yet
      }
    }
    throw new Error('the stream never went live')
  }
}

/** Signs in at the address and allows the app, as a person with a browser would; gives the code to paste. */
export async function authorize(w, address, account) {
  const { stdout } = await promisify(execFile)('/usr/bin/python3',
    ['-B', '-m', 'lib.browser', w.url, address, account.email, account.password])
  return stdout.trim()
}

export async function within(ms, promise, what) {
  const late = after(ms).then(() => { throw new Error(`not within ${ms} ms: ${what}`) })
  return Promise.race([promise, late])
}

const CHECK_MS_MAX = 120_000

function after(ms) {
  return new Promise((resolve) => { setTimeout(resolve, ms).unref() })
}

function reason(failure) {
  const answer = failure.response ? ` (${failure.response.status} ${JSON.stringify(failure.response.data)})` : ''
  const at = /[^/\s(]+\.mjs:\d+/g.exec((failure.stack ?? '').split('\n').find((l) => l.includes('with_npm')) ?? '')
  return `${failure}${answer}${at ? `\nat ${at[0]}` : ''}`.slice(0, 1500)
}
