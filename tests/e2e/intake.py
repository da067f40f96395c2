# intake.py - the window of intake tells how it goes with the Alertmanagers that are asked
#
# SPDX-License-Identifier: GPL-3.0-or-later
import http.server
import json
import threading

import desk
import support

support.need('xdotool', 'openbox')

ALERTS = [{'labels': {'alertname': name, 'service': 'shop'}, 'annotations': {}, 'fingerprint': '0' * 16,
           'startsAt': '2026-03-06T14:00:00.000Z', 'endsAt': '2036-03-06T14:00:00.000Z',
           'updatedAt': '2026-03-06T14:00:00.000Z', 'generatorURL': '', 'receivers': [{'name': 'x'}],
           'status': {'state': 'active', 'silencedBy': [], 'inhibitedBy': []}} for name in 'AB']
STATUS = {'cluster': {'status': 'ready'}, 'uptime': '2026-03-01T00:00:00.000Z',
          'versionInfo': {'version': '0.25.0'}, 'config': {'original': ''}}


class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path.startswith('/api/v2/status'):
            body = STATUS
        else:
            body = ALERTS if 'active=true' in self.path else []
        body = json.dumps(body).encode()
        self.send_response(200)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Intake(desk.Case):
    def alertmanager(self):
        server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Answers)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f'http://127.0.0.1:{server.server_port}'

    def test_alertmanagers(self):
        there, gone = self.alertmanager(), 'http://127.0.0.1:9'
        self.start_hub()
        self.muster.post('/v1/config', {'object': 'alertmanager', 'name': 'prod',
                                        'body': {'urls': [there, gone], 'interval': '10s'}})
        console = self.open_console(hub=self.muster, size=(1280, 780))
        console.press('ctrl+shift+k')
        console.wait_dialog()
        console.see('^Alertmanagers that are asked')
        console.see('^A cluster of 2: 1 answers')
        console.see(r'^Answered \d+ s ago · 2 alerts')
        console.see('^Does not answer: .*')
        console.see('^It has not answered yet')
        console.press('Escape')
        console.quit()


support.main()
