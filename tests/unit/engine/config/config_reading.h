// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <QStringList>

#include "spec_reading.h"
#include "telemetryhub/engine/config/read_config.h"

namespace telemetryhub::engine {

/// A file that sets all there is, away from its default.
inline const char* const kFullFile = R"(
[hub]
no_gui = yes
data_dir = /var/lib/hub data
duration = 1.5h
require_devices = on

[queue]
blocks = 50
overflow = reject_newest

[workers]
count = 3

[history]
memory = 128MiB

[record]
csv = -
path = /srv/rig.thub
interval = 500ms
raw = yes
rotate_size = 2GB
rotate_after = 24h
keep_size = 50GB
keep_age = 30

[rest]
listen = [::1]:0
certificate = /etc/hub/cert.pem
key = /etc/hub/key.pem
tokens = viewer:panel:sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, operator:night-shift:sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
allowed_hosts = hub.local, bench-3
files = /srv/captures, /srv/two words
connections = 1000
connections_of_peer = 64
requests_per_second = 50
body_size = 2MB

[log]
level = debug
format = json
file = "hub.log"
quiet = true
)";

/// Files `a.ini`, `b.ini`, ... in this order.
inline ReadConfig readFiles(const std::vector<std::string>& texts) {
    ConfigSources sources;
    char name = 'a';
    for (const std::string& file : texts)
        sources.files.push_back({std::string(1, name++) + ".ini", file});
    return readConfig(sources);
}

inline QString errorsOf(const ReadConfig& read) {
    QStringList lines;
    for (const ConfigError& error : read.errors)
        lines << text(error.text());
    return lines.join(QLatin1Char('\n'));
}

/// The specifications of all devices, parted by line ends.
inline QString specsOf(const ReadConfig& read) {
    QStringList specs;
    for (const ConfiguredDevice& device : read.config.devices)
        specs << text(device.settings.id + ' ' + deviceSpec(device.settings));
    return specs.join(QLatin1Char('\n'));
}

}  // namespace telemetryhub::engine
