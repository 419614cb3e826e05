// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include <QElapsedTimer>
#include <QObject>
#include <QTest>
#include <QTimer>

#include "recording_listener.h"
#include "support/pty_pair.h"
#include "telemetryhub/engine/bus/serial_bus.h"

namespace telemetryhub::engine {

using test::PtyPair;

inline QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

inline SerialSettings port(const std::string& path) {
    SerialSettings settings;
    settings.path = path;
    return settings;
}

/// Bytes in which a lost, doubled or moved piece shows.
inline std::string pattern(std::size_t size) {
    std::string bytes;
    for (std::size_t i = 0; bytes.size() < size; ++i)
        bytes += std::to_string(i) + '\n';
    bytes.resize(size);
    return bytes;
}

/// What the tests of a serial port share: the device on the other side of a pseudo terminal.
class SerialBusFixture : public QObject {
protected:
    void renew() {
        m_pty = std::make_unique<PtyPair>();
        m_listener = RecordingListener();
    }

    /// Sends all of `stream` as the reader takes it, without ever waiting for it.
    void feed(std::string stream) {
        auto* timer = new QTimer(this);
        connect(timer, &QTimer::timeout, this, [this, timer, stream]() mutable {
            stream.erase(0, m_pty->write(stream));
            if (stream.empty()) timer->deleteLater();
        });
        timer->start(0);
    }

    /// Writes from the start of `stream` until the pair takes no more, however long it is given.
    std::size_t fillUntilHeldBack(const std::string& stream) {
        std::size_t sent = 0;
        for (int idle = 0; idle < 20 && sent < stream.size();) {
            const std::size_t count = m_pty->write(std::string_view(stream).substr(sent));
            idle = count == 0 ? idle + 1 : 0;
            sent += count;
            QTest::qWait(1);
        }
        return sent;
    }

    /// Waits without running the event loop, so that nobody reads meanwhile.
    [[nodiscard]] bool hasArrived(std::size_t bytes) const {
        QElapsedTimer timer;
        timer.start();
        while (m_pty->unreadBytes() < bytes && timer.elapsed() < 5000)
            std::this_thread::yield();
        return m_pty->unreadBytes() == bytes;
    }

    ManualClock m_clock;
    BusParts m_parts{m_clock};
    RecordingListener m_listener;
    std::unique_ptr<PtyPair> m_pty;
};

}  // namespace telemetryhub::engine
