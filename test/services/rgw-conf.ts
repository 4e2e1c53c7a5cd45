/** Where one private Ceph lives and listens. */
export interface CephPlace {
  readonly directory: string;
  readonly monPorts: readonly [number, number];
  readonly port: number;
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
}

/**
 * A ceph.conf for one monitor, one OSD in memory and one gateway on loopback, without authentication between them. The `ms … mode = crc`
 * lines are there because radosgw insists on encrypted monitor connections, which never come about without authentication; the intervals
 * bring the start from six seconds to two.
 */
export function cephConf({ directory, monPorts, port, tls }: CephPlace, fsid: string): string {
  const endpoint = tls
    ? `ssl_endpoint=127.0.0.1:${port} ssl_certificate=${tls.certFile} ssl_private_key=${tls.keyFile}`
    : `endpoint=127.0.0.1:${port}`;
  return `[global]
fsid = ${fsid}
mon initial members = a
mon host = [v2:127.0.0.1:${monPorts[0]},v1:127.0.0.1:${monPorts[1]}]
public addr = 127.0.0.1
auth cluster required = none
auth service required = none
auth client required = none
run dir = ${directory}
admin socket = ${directory}/$name.$pid.asok
log file = ${directory}/$name.log
pid file = ${directory}/$name.pid
crash dir = ${directory}/crash
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon warn on pool no redundancy = false
mon data avail crit = 1
mon max pg per osd = 1000
ms bind msgr2 = true
ms mon client mode = crc
ms client mode = crc
ms cluster mode = crc
ms service mode = crc
ms mon service mode = crc
ms mon cluster mode = crc
paxos propose interval = 0.01
paxos min wait = 0.005
objecter tick interval = 0.1
mon client hunt interval = 0.2
mon client ping interval = 0.5
osd mon report interval = 0.2
osd mon heartbeat interval = 0.5
mon tick interval = 0.2
mon lease = 2
osd tick interval = 0.1
mon mgr beacon grace = 3600
[mon]
mon data = ${directory}/mon
mon cluster log file = ${directory}/cluster.log
[osd]
osd data = ${directory}/osd
osd objectstore = memstore
memstore device bytes = 1073741824
osd class load list = *
osd class default list = *
osd heartbeat grace = 60
[client.rgw.a]
rgw data = ${directory}/rgw
rgw frontends = beast ${endpoint} tcp_nodelay=1
rgw enable usage log = false
rgw gc max objs = 1
rgw usage max shards = 1
rgw bucket default quota max objects = -1
rgw override bucket index max shards = 1
rgw lc max objs = 1
rgw enable apis = s3, admin
rgw run sync thread = false
rgw dynamic resharding = false
`;
}
