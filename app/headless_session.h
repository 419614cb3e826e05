// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <vector>

#include <QElapsedTimer>
#include <QJsonObject>
#include <QObject>
#include <QTimer>

#include "exit_code.h"
#include "telemetryhub/engine/config/hub_config.h"
#include "telemetryhub/engine/gateway/gateway_core.h"

namespace telemetryhub::app {

class RestService;

/// One headless run: starts the devices, says when it is ready, shows the status line, stops in
/// order and says what was processed.
///
/// Threads: main.
class HeadlessSession : public QObject {
    Q_OBJECT

public:
    /// \pre the arguments outlive this object
    HeadlessSession(engine::GatewayCore& gateway, const engine::HubConfig& config,
                    std::vector<std::string> resets, RestService& rest);

    void start();
    /// Ends the run; `finished` follows.
    void stop(ExitCode code = ExitDone);

signals:
    void finished(int exitCode);

private:
    void deviceStarted();
    void announceReady();
    void sourceFinished(engine::DeviceId device);
    void recordingFailed();
    void showStatus();
    void announceStopped();
    /// The line of JSON goes where the CSV does not.
    void announce(const QJsonObject& line) const;

    engine::GatewayCore& m_gateway;
    const engine::HubConfig& m_config;
    const std::vector<std::string> m_resets;  ///< ids
    RestService& m_rest;
    std::set<engine::DeviceId> m_finishedSources;
    std::size_t m_startsPending = 0;
    bool m_stopping = false;
    bool m_statusShown = false;
    QTimer m_durationTimer;
    QTimer m_statusTimer;
    QElapsedTimer m_elapsed;
};

}  // namespace telemetryhub::app
