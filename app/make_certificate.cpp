// SPDX-License-Identifier: GPL-3.0-or-later
#include "make_certificate.h"

#include <cstdio>
#include <string>
#include <vector>

#include <QDir>
#include <QSysInfo>

#include "configuration.h"
#include "exit_code.h"
#include "telemetryhub/engine/serve/certificate.h"

namespace telemetryhub::app {

namespace {

std::string placeOf(const std::string& given, const QString& usual,
                    const engine::HubConfig& config) {
    if (!given.empty()) return given;
    const QString folder = dataDirectory(config);
    QDir().mkpath(folder);
    return QDir(folder).filePath(usual).toStdString();
}

}  // namespace

int makeCertificate(const CommandLine& line, const engine::HubConfig& config) {
    const std::string certificate =
        placeOf(config.listen.certificateFile, QStringLiteral("listener-cert.pem"), config);
    const std::string key =
        placeOf(config.listen.keyFile, QStringLiteral("listener-key.pem"), config);
    std::vector<std::string> names{"localhost", "127.0.0.1", "::1"};
    const std::string machine = QSysInfo::machineHostName().toStdString();
    if (!machine.empty() && machine != "localhost") names.push_back(machine);
    names.insert(names.end(), line.hostNames.begin(), line.hostNames.end());
    if (auto made = engine::makeCertificate(certificate, key, names); !made)
        return reportError(made.error());
    std::printf(
        "Made a certificate for a year. In the configuration:\n"
        "[rest]\ncertificate = %s\nkey = %s\n\n"
        "Clients must be told to trust it, such as: curl --cacert %s\n",
        certificate.c_str(), key.c_str(), certificate.c_str());
    return ExitDone;
}

}  // namespace telemetryhub::app
