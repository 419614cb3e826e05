// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include <QObject>
#include <QTimer>

#include "telemetryhub/engine/core/device_settings.h"

class QTcpSocket;

namespace telemetryhub::engine {

/// Sends what a closed bus had accepted, then ends the connection and deletes itself.
///
/// The sending side is closed first and what still arrives is thrown away until the far end closes
/// too, because a socket that is closed with unread bytes resets the connection, and a far end may
/// then drop what it has not read.
///
/// Threads: the one of the bus.
class TcpFarewell final : public QObject {
public:
    /// How long the far end may take to close its side.
    static constexpr std::chrono::milliseconds kCloseTime{1000};

    /// `socket` is connected, connecting, or was not told to connect yet. Belongs to `owner`.
    TcpFarewell(std::unique_ptr<QTcpSocket> socket, const TcpSettings& settings, std::string unsent,
                std::chrono::milliseconds limit, QObject& owner);
    ~TcpFarewell() override;

private:
    void send();
    void closeWhenSent();

    std::unique_ptr<QTcpSocket> m_socket;
    std::string m_unsent;
    bool m_isSideClosed = false;
    QTimer m_limit;
};

}  // namespace telemetryhub::engine
