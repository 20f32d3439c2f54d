// What the JavaScript client does with a namespace that is its own. ClientNodeTest runs it.
import assert from 'node:assert/strict';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import {
  CoreV1Api,
  Exec,
  KubeConfig,
  PatchStrategy,
  Watch,
  setHeaderOptions,
} from '@kubernetes/client-node';

const namespace = process.env.NAMESPACE;
const pod = process.env.POD;
const config = new KubeConfig();
config.loadFromDefault();
const core = config.makeApiClient(CoreV1Api);
const patience = { timeout: 30_000 };

function configMap(name, labels = {}) {
  return { namespace, body: { metadata: { name, labels }, data: { a: '1' } } };
}

test('lists page by page, by label, and says what is not there', patience, async () => {
  for (const name of ['list-1', 'list-2', 'list-3']) {
    await core.createNamespacedConfigMap(configMap(name, { of: 'list' }));
  }
  const names = [];
  let next;
  do {
    const page = await core.listNamespacedConfigMap({
      namespace,
      labelSelector: 'of=list',
      limit: 2,
      _continue: next,
    });
    names.push(...page.items.map((item) => item.metadata.name));
    next = page.metadata._continue;
  } while (next);
  assert.deepEqual(names, ['list-1', 'list-2', 'list-3']);
  await assert.rejects(core.readNamespacedConfigMap({ name: 'none', namespace }), { code: 404 });
});

test('watches what comes, changes and goes', patience, async () => {
  const before = await core.listNamespacedConfigMap({ namespace });
  const seen = [];
  const all = resolvers();
  const request = await new Watch(config).watch(
    `/api/v1/namespaces/${namespace}/configmaps`,
    { resourceVersion: before.metadata.resourceVersion, fieldSelector: 'metadata.name=watched' },
    (type, object) => {
      seen.push(`${type} ${object.data.a}`);
      if (type === 'DELETED') {
        all.resolve();
      }
    },
    (failure) => all.reject(failure ?? new Error(`it ended after ${seen}`)),
  );
  await core.createNamespacedConfigMap(configMap('watched'));
  await core.patchNamespacedConfigMap(
    { name: 'watched', namespace, body: { data: { a: '2' } } },
    setHeaderOptions('Content-Type', PatchStrategy.MergePatch),
  );
  await core.deleteNamespacedConfigMap({ name: 'watched', namespace });
  await all.promise;
  request.abort();
  assert.deepEqual(seen, ['ADDED 1', 'MODIFIED 2', 'DELETED 2']);
});

test('patches in each of the ways that there are', patience, async () => {
  await core.createNamespacedConfigMap(configMap('patched'));
  const patches = [
    [PatchStrategy.JsonPatch, [{ op: 'replace', path: '/data/a', value: 'json' }]],
    [PatchStrategy.MergePatch, { data: { b: 'merge' } }],
    [PatchStrategy.StrategicMergePatch, { data: { c: 'strategic' } }],
    [
      PatchStrategy.ServerSideApply,
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'patched' }, data: { d: 'apply' } },
    ],
  ];
  let patched;
  for (const [strategy, body] of patches) {
    patched = await core.patchNamespacedConfigMap(
      { name: 'patched', namespace, body, fieldManager: 'node' },
      setHeaderOptions('Content-Type', strategy),
    );
  }
  assert.deepEqual(patched.data, { a: 'json', b: 'merge', c: 'strategic', d: 'apply' });
});

test('runs a command, with its streams and its end', patience, async () => {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const ended = resolvers();
  await new Exec(config).exec(
    namespace,
    pod,
    '',
    ['sh', '-c', 'read line; echo "got $line"; echo oops >&2; exit 3'],
    stdout,
    stderr,
    Readable.from(['input\n']),
    false,
    (status) => {
      stdout.end();
      stderr.end();
      ended.resolve(status);
    },
  );
  const status = await ended.promise;
  assert.equal(await text(stdout), 'got input\n');
  assert.equal(await text(stderr), 'oops\n');
  assert.equal(status.status, 'Failure');
  assert.deepEqual(status.details.causes, [{ reason: 'ExitCode', message: '3' }]);
});

function resolvers() {
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
}
