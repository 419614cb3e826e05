// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace telemetryhub::test {

/// One run of the built program as a user without a display starts it: no DISPLAY, usually a
/// platform plugin that does not exist, and a home of its own.
///
/// Threads: main, with an event loop for the waits.
/// Errors:  a wait that reaches its deadline writes standard error to the test's log and returns
/// nothing.
class Program {
public:
    /// How long any wait may take before it counts as "never".
    static constexpr int kDeadlineMs = 60'000;

    /// `platform` is Qt's platform plugin; empty: not set. `variables` are `NAME=value` for the
    /// environment, which has no settings of the program otherwise.
    explicit Program(const QStringList& arguments,
                     const QString& platform = QStringLiteral("no-such-platform"),
                     const QStringList& variables = {});
    /// Ends a process that still runs.
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    /// The path of the built program.
    [[nodiscard]] static QString executable();

    /// Waits for an event line on either stream, such as `ready`.
    [[nodiscard]] std::optional<QJsonObject> waitForEvent(const QString& event);
    /// Waits for a text on standard error.
    [[nodiscard]] bool waitForMessage(const QString& text);
    /// Waits for the end and returns the exit code; -1 after a crash.
    [[nodiscard]] int waitForExit();
    /// Waits until the process holds the file open.
    [[nodiscard]] bool waitUntilOpen(const std::string& path);
    /// Sends SIGINT, SIGTERM, ...
    void signal(int number);
    /// SIGINT, then the `stopped` line; nothing when the exit code is not 0.
    [[nodiscard]] std::optional<QJsonObject> stop();

    [[nodiscard]] QByteArray output() const { return m_output; }
    [[nodiscard]] QByteArray errorOutput() const { return m_errorOutput; }
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }
    [[nodiscard]] bool isRunning() const { return m_process.state() == QProcess::Running; }
    /// A figure of /proc/PID/status in kB, such as `VmHWM`.
    [[nodiscard]] qint64 memoryKb(const QByteArray& figure) const;
    /// The files that are mapped into the process.
    [[nodiscard]] QByteArray maps() const;

private:
    void collect();
    [[nodiscard]] std::optional<QJsonObject> event(const QString& name) const;
    [[nodiscard]] QByteArray procFile(const QByteArray& name) const;

    QTemporaryDir m_home;
    QProcess m_process;
    QByteArray m_output;
    QByteArray m_errorOutput;
};

}  // namespace telemetryhub::test
