// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <utility>

#include <QByteArray>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "program.h"
#include "support/pty_pair.h"

namespace telemetryhub::test {

inline constexpr int kAnswerMs = 10'000;

struct Answer {
    int status = 0;
    QJsonObject json;
    [[nodiscard]] QString message() const {
        return json[QLatin1String("error")].toObject()[QLatin1String("message")].toString();
    }
};

/// A device on a pty that is put into SafeState by the value it sends.
class Rig {
public:
    explicit Rig(QString id) : m_id(std::move(id)) {}
    [[nodiscard]] QStringList arguments() const {
        const QString port = QString::fromStdString(m_pty.slavePath());
        const QString spec =
            QStringLiteral("serial:%1?id=%2&decode=json&silence_timeout=off").arg(port, m_id);
        return {QStringLiteral("--device"),
                spec + QStringLiteral("&alarm=t:high:80:critical:safe_state&safe_command=STOP%0A")};
    }
    /// Sends a value that is too high, until the safe command comes.
    [[nodiscard]] bool trip() {
        std::string received;
        const auto isSafe = [&] {
            (void)m_pty.write("{\"t\":100}\n");
            return (received += m_pty.read()).find("STOP\n") != std::string::npos;
        };
        return QTest::qWaitFor(isSafe, kAnswerMs);
    }

private:
    const QString m_id;
    PtyPair m_pty;
};

/// The built program with a listener, on a disk whose faults `variables` describe: of the folder
/// `state`, or of what FAIL_UNDER there says.
class HinderedHub {
public:
    HinderedHub(const QString& dataDir, const QStringList& devices,
                const QStringList& variables = {})
        : m_program(
              QStringList{QStringLiteral("--no-gui"), QStringLiteral("--listen"),
                          QStringLiteral("127.0.0.1:0"), QStringLiteral("--data-dir"), dataDir} +
                  devices,
              QStringLiteral("no-such-platform"),
              QStringList{QStringLiteral("FAIL_UNDER=%1/state").arg(dataDir)} + variables
                  << QStringLiteral("LD_PRELOAD=" TH_FAILING_CALLS)) {
        if (const auto ready = m_program.waitForEvent(QStringLiteral("ready")))
            m_address = (*ready)[QLatin1String("listen")].toString();
    }
    [[nodiscard]] bool isReady() const { return !m_address.isEmpty(); }
    Program& program() { return m_program; }

    [[nodiscard]] Answer ask(const char* method, const QString& target,
                             const QByteArray& body = {}) {
        QNetworkRequest request(QUrl(m_address + target));
        if (!body.isEmpty()) request.setRawHeader("Content-Type", "application/json");
        const std::unique_ptr<QNetworkReply> reply(
            m_network.sendCustomRequest(request, method, body));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        if (!reply->isFinished()) (void)finished.wait(kAnswerMs);
        return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                QJsonDocument::fromJson(reply->readAll()).object()};
    }
    [[nodiscard]] QJsonObject device(const QString& id) {
        const QJsonArray devices =
            ask("GET", QStringLiteral("/status")).json[QLatin1String("devices")].toArray();
        for (const QJsonValue& device : devices)
            if (device[QLatin1String("id")].toString() == id) return device.toObject();
        return {};
    }
    [[nodiscard]] QString stateOf(const QString& id) {
        return device(id)[QLatin1String("state")].toString();
    }

private:
    Program m_program;
    QNetworkAccessManager m_network;
    QString m_address;
};

/// While it lives, calls on the disk of a hub that was given `variable` do not answer.
class HungDisk {
public:
    explicit HungDisk(const QTemporaryDir& dir) : m_sign(dir.filePath(QStringLiteral("hung"))) {}
    ~HungDisk() { m_sign.remove(); }
    HungDisk(const HungDisk&) = delete;
    HungDisk& operator=(const HungDisk&) = delete;
    [[nodiscard]] QStringList variables() const {
        return {QStringLiteral("HANG_WHILE=") + m_sign.fileName()};
    }
    [[nodiscard]] bool hang() { return m_sign.open(QIODevice::WriteOnly); }
    void goOn() { m_sign.remove(); }

private:
    QFile m_sign;
};

}  // namespace telemetryhub::test
