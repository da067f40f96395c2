# storm.py - made-up storms of alerts whose truth is known
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Real outages (ITBench's ground truths) are played as monitors would tell them: several at once,
# every process of a service for itself, late, lost, resolved and back, among alerts of others.
import datetime
import json
import os
import random
import re

HERE = os.path.dirname(os.path.abspath(__file__))
START = datetime.datetime(2026, 3, 6, 14, 0, tzinfo=datetime.timezone.utc)
SEVERITIES = ['critical', 'error', 'warning']


def load(name):
    with open(os.path.join(HERE, name)) as file:
        return json.load(file)


class Topology:
    """Which service calls which, and what ITBench calls them."""

    def __init__(self, edges):
        self.edges = {name: list(up) for name, up in edges.items()}
        for up in edges.values():
            for name in up:
                self.edges.setdefault(name, [])
        self.short = {self.shorten(name): name for name in self.edges}

    @staticmethod
    def shorten(name):
        return re.sub('[^a-z]', '', name)

    def place(self, entity):
        """The service that an entity of ITBench is of: checkout-pod-1, frontendproxy-service-1."""
        base = re.sub(r'-\d+$', '', entity or '')
        base = re.sub(r'-(service|pod|deployment|container)$', '', base)
        for name in (base, re.sub(r'service$', '', base), re.sub(r'-v\d+$', '', base)):
            if self.shorten(name) in self.short:
                return self.short[self.shorten(name)]
        return None


class Scenario:
    """The alerts of one outage, and where it began: the alerting services nearest to the root."""

    def __init__(self, data, topology):
        self.number = data['scenario']
        self.alerts = []
        for name, entity, words in data['alerts']:
            service = topology.place(entity)
            if service is not None and (name, service) not in [a[:2] for a in self.alerts]:
                self.alerts.append((name, service, words))
        distance = self.distances(data)
        near = {}
        for entity, hops in distance.items():
            service = topology.place(entity)
            if service in self.services():
                near[service] = min(near.get(service, hops), hops)
        self.depth = {s: near.get(s, max(near.values(), default=0) + 1) for s in self.services()}
        self.roots = {s for s in near if near[s] == min(near.values())}

    def services(self):
        return {service for _, service, _ in self.alerts}

    @staticmethod
    def distances(data):
        distance = {root: 0 for root in data['roots']}
        queue = list(data['roots'])
        while queue:
            at = queue.pop(0)
            for source, target in data['propagations']:
                if source == at and target not in distance:
                    distance[target] = distance[at] + 1
                    queue.append(target)
        return distance


def load_scenarios(topology):
    """Those with two services at least: of one there is nothing to find out."""
    scenarios = [Scenario(data, topology) for data in load('itbench.json')]
    return [s for s in scenarios if len(s.services()) > 1 and s.roots]


def load_topology():
    edges = {}
    for part in load('topologies.json').values():
        edges.update(part)
    return Topology(edges)


class Storm:
    """Lines for `musterd group replay`, and for each which outage it is of; None: of none."""

    def __init__(self, seed, scenarios, rules, names, noise=12):
        self.random = random.Random(seed)
        self.names = names
        self.lines = []
        self.truth = {}
        self.is_vague = self.random.random() < 0.5 # its monitors do not say when it began
        chosen = self.choose(scenarios)
        for number, (scenario, cluster) in enumerate(chosen):
            self.play(number, scenario, cluster)
        self.outages = [scenario for scenario, _ in chosen]
        for _ in range(noise):
            self.add_noise(rules)
        self.lines.sort(key=lambda line: line[0])

    def choose(self, scenarios):
        """One to three at once: in clusters of their own, or of services that have nothing in
        common."""
        count = self.random.randint(1, 3)
        chosen, used = [], set()
        for scenario in self.random.sample(scenarios, len(scenarios)):
            disjoint = not scenario.services() & used
            if len(chosen) == count or (chosen and not disjoint and self.random.random() < 0.5):
                continue
            alone = not disjoint or self.random.random() < 0.7
            cluster = f'c{len(chosen) + 1}' if alone or not chosen else chosen[0][1]
            used |= scenario.services()
            chosen.append((scenario, cluster))
        return chosen

    def add(self, outage, at, started, labels, summary, ended=None):
        ident = f'a{len(self.truth) + 1}'
        started = at if self.is_vague else started
        alert = {'labels': labels, 'annotations': {'summary': summary},
                 'startsAt': self.instant(started)}
        if ended is not None:
            alert['endsAt'] = self.instant(ended)
        self.lines.append((at, {'id': ident, 'receivedAt': self.instant(at), 'alert': alert}))
        self.truth[ident] = outage

    @staticmethod
    def instant(seconds):
        at = START + datetime.timedelta(seconds=seconds)
        return at.strftime('%Y-%m-%dT%H:%M:%S.%fZ')

    def play(self, number, scenario, cluster):
        onset = self.random.uniform(600, 900)
        for name, service, words in self.random.sample(scenario.alerts, len(scenario.alerts)):
            began = onset + scenario.depth[service] * self.random.uniform(5, 45)
            severity = self.random.choice(SEVERITIES)
            for process in range(self.random.choice([1, 2, 3, 5, 8, 13, 50])):
                if self.random.random() < 0.05:
                    continue
                self.tell(number, (name, service, words), began, severity, cluster, process)

    def tell(self, number, alert, began, severity, cluster, process):
        name, service, words = alert
        named, called = self.names.service(service), self.names.alert(name)
        labels = {'alertname': called, 'service': named, 'namespace': 'shop', 'cluster': cluster,
                  'severity': severity,
                  'pod': f'{named}-{self.random.getrandbits(32):08x}-{process:05d}'}
        started = began + self.random.uniform(0, 10)
        late = self.random.uniform(60, 300) if self.random.random() < 0.1 else 0
        at = started + self.random.uniform(0, 5) + late
        self.add(number, at, started, labels, self.names.text(words))
        if self.random.random() < 0.2:
            ended = at + self.random.uniform(30, 120)
            self.add(number, ended, started, labels, self.names.text(words), ended)
            again = ended + self.random.uniform(10, 90)
            self.add(number, again, again, labels, self.names.text(words))

    def add_noise(self, rules):
        name, severity, what = self.random.choice(rules)
        at = self.random.uniform(0, 1800)
        labels = {'alertname': re.sub(r'\W+', ' ', name).title().replace(' ', ''),
                  'service': self.names.service(re.sub(r'\W+', '-', what).lower().strip('-')),
                  'severity': severity or 'warning', 'cluster': f'c{self.random.randint(1, 3)}',
                  'instance': f'10.0.0.{self.random.randint(1, 250)}:9100'}
        self.add(None, at, at, labels, name)

    def text(self):
        return ''.join(json.dumps(line) + '\n' for _, line in self.lines)


class Names:
    """As in the data."""

    @staticmethod
    def service(name):
        return name

    @staticmethod
    def alert(name):
        return name

    @staticmethod
    def text(words):
        return words


class Foreign(Names):
    """Other words for services, in the same order: nothing may rest on what they are called."""

    @staticmethod
    def service(name):
        return 'x' + ''.join(f'{ord(c):02x}' for c in name)


class Aliens(Foreign):
    """And for alerts, of which not even a word is left."""

    @staticmethod
    def alert(name):
        return 'Rule' + ''.join(chr(ord('A') + (ord(c) * 11 + 5) % 26) for c in name)

    @staticmethod
    def text(words):
        return 'something'


def team_file(topology, names, missing=0.0, seed=0):
    """The services as configured, with some of what depends on what forgotten."""
    chance = random.Random(seed)
    lines = ['services:']
    for name in sorted(topology.edges):
        up = [names.service(u) for u in topology.edges[name] if chance.random() >= missing]
        entry = f'  - {{name: {names.service(name)}'
        lines.append(entry + (f', depends_on: [{", ".join(up)}]}}' if up else '}'))
    return '\n'.join(lines) + '\n'
