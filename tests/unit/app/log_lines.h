// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMutex>
#include <QString>
#include <QStringList>

namespace telemetryhub::test {

/// What is logged while it lives. One at a time, because Qt has one message handler a process.
class LogLines {
public:
    LogLines() {
        current() = this;
        m_former = qInstallMessageHandler(take);
    }
    ~LogLines() {
        qInstallMessageHandler(m_former);
        current() = nullptr;
    }
    LogLines(const LogLines&) = delete;
    LogLines& operator=(const LogLines&) = delete;

    [[nodiscard]] bool contain(const QString& text) const {
        const QMutexLocker lock(&m_mutex);
        return m_lines.join(QLatin1Char('\n')).contains(text);
    }

private:
    static LogLines*& current() {
        static LogLines* lines = nullptr;
        return lines;
    }
    static void take(QtMsgType, const QMessageLogContext&, const QString& text) {
        const QMutexLocker lock(&current()->m_mutex);
        current()->m_lines << text;
    }

    mutable QMutex m_mutex;
    QStringList m_lines;
    QtMessageHandler m_former = nullptr;
};

}  // namespace telemetryhub::test
