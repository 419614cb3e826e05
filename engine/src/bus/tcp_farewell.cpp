// SPDX-License-Identifier: GPL-3.0-or-later
#include "bus/tcp_farewell.h"

#include <utility>

#include <sys/socket.h>

#include <QTcpSocket>

namespace telemetryhub::engine {

TcpFarewell::TcpFarewell(std::unique_ptr<QTcpSocket> socket, const TcpSettings& settings,
                         std::string unsent, std::chrono::milliseconds limit, QObject& owner)
    : QObject(&owner), m_socket(std::move(socket)), m_unsent(std::move(unsent)) {
    connect(m_socket.get(), &QTcpSocket::connected, this, [this] { send(); });
    connect(m_socket.get(), &QTcpSocket::bytesWritten, this, [this] { closeWhenSent(); });
    connect(m_socket.get(), &QTcpSocket::readyRead, this, [this] { m_socket->readAll(); });
    connect(m_socket.get(), &QTcpSocket::errorOccurred, this, &QObject::deleteLater);
    connect(&m_limit, &QTimer::timeout, this, &QObject::deleteLater);
    m_limit.start(limit);
    if (m_socket->state() == QAbstractSocket::UnconnectedState)
        m_socket->connectToHost(QString::fromStdString(settings.host), settings.port);
    m_socket->readAll();
    closeWhenSent();
}

TcpFarewell::~TcpFarewell() {
    m_socket->disconnect(this);
}

void TcpFarewell::send() {
    m_socket->write(m_unsent.data(), static_cast<qint64>(m_unsent.size()));
    m_unsent.clear();
    m_socket->flush();
    closeWhenSent();
}

void TcpFarewell::closeWhenSent() {
    const bool isSent = m_socket->state() == QAbstractSocket::ConnectedState && m_unsent.empty() &&
                        m_socket->bytesToWrite() == 0;
    if (!isSent || std::exchange(m_isSideClosed, true)) return;
    (void)::shutdown(static_cast<int>(m_socket->socketDescriptor()), SHUT_WR);
    m_limit.start(kCloseTime);
}

}  // namespace telemetryhub::engine
