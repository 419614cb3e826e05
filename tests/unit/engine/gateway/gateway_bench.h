// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QList>

#include "support/pty_pair.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/gateway/gateway_core.h"

namespace telemetryhub::test {

using namespace engine;

/// Answers are wanted on the thread that gives them.
class AtOnce final : public Executor {
public:
    void post(std::function<void()> work) override { work(); }
};

inline std::unique_ptr<GatewayCore> makeGateway(GatewaySettings settings = {}) {
    auto made = GatewayCore::create(std::move(settings));
    return made ? std::move(made).value() : nullptr;
}

inline DeviceId addAndStart(GatewayCore& gateway, const std::string& spec) {
    const auto added = gateway.addDevice(parseDeviceSpec(spec).value());
    gateway.command(added.value(), DeviceCommand::Start);
    return added.value();
}

inline DeviceSnapshot look(const GatewayCore& gateway, DeviceId device) {
    return *gateway.snapshot()->find(device);
}

/// Feeds everything into a pty that may push back; false when nobody reads it any more.
[[nodiscard]] inline bool feed(PtyPair& pty, std::string_view bytes) {
    constexpr qint64 kPatienceMs = 20'000;
    QElapsedTimer sinceTaken;
    sinceTaken.start();
    while (!bytes.empty()) {
        const std::size_t taken = pty.write(bytes);
        bytes.remove_prefix(taken);
        if (taken > 0) sinceTaken.restart();
        if (sinceTaken.elapsed() > kPatienceMs) return false;
        QCoreApplication::processEvents();
    }
    return true;
}

/// Begins with a line end, so that the first line is whole whenever the port was opened.
inline std::string csvLines(int first, int count) {
    std::string lines = "\n";
    for (int i = first; i < first + count; ++i)
        lines += std::to_string(i) + "," + std::to_string(i) + ".5,-3.25\n";
    return lines;
}

inline QList<QByteArray> csvRows(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    QList<QByteArray> rows = file.readAll().split('\n');
    rows.removeAll(QByteArray());
    return rows;
}

}  // namespace telemetryhub::test
