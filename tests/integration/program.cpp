// SPDX-License-Identifier: GPL-3.0-or-later
#include "program.h"

#include <csignal>
#include <filesystem>
#include <system_error>

#include <QFile>
#include <QJsonDocument>
#include <QProcessEnvironment>
#include <QtTest>

namespace telemetryhub::test {

namespace {

QProcessEnvironment environmentWithoutDisplay(const QString& home, const QString& platform) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "QT_QPA_PLATFORM"})
        environment.remove(QString::fromLatin1(name));
    for (const char* name : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"})
        environment.insert(QString::fromLatin1(name), home);
    for (const QString& name : environment.keys())
        if (name.startsWith(QStringLiteral("TELEMETRYHUB_"))) environment.remove(name);
    if (!platform.isEmpty()) environment.insert(QStringLiteral("QT_QPA_PLATFORM"), platform);
    return environment;
}

std::optional<QJsonObject> eventIn(const QByteArray& text, const QString& name) {
    for (const QByteArray& line : text.split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        if (object.value(QStringLiteral("event")).toString() == name) return object;
    }
    return std::nullopt;
}

}  // namespace

Program::Program(const QStringList& arguments, const QString& platform,
                 const QStringList& variables) {
    QObject::connect(&m_process, &QProcess::readyRead, &m_process, [this] { collect(); });
    QObject::connect(&m_process, &QProcess::readyReadStandardError, &m_process,
                     [this] { collect(); });
    QProcessEnvironment environment = environmentWithoutDisplay(m_home.path(), platform);
    for (const QString& variable : variables)
        environment.insert(variable.section(QLatin1Char('='), 0, 0),
                           variable.section(QLatin1Char('='), 1));
    m_process.setProcessEnvironment(environment);
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.start(executable(), arguments);
}

QString Program::executable() {
    return QStringLiteral(TH_PROGRAM);
}

Program::~Program() {
    if (m_process.state() == QProcess::NotRunning) return;
    m_process.kill();
    m_process.waitForFinished();
}

void Program::collect() {
    m_output += m_process.readAllStandardOutput();
    m_errorOutput += m_process.readAllStandardError();
}

std::optional<QJsonObject> Program::event(const QString& name) const {
    const auto found = eventIn(m_output, name);
    return found ? found : eventIn(m_errorOutput, name);
}

std::optional<QJsonObject> Program::waitForEvent(const QString& name) {
    const bool seen = QTest::qWaitFor(
        [&] { return event(name) || m_process.state() == QProcess::NotRunning; }, kDeadlineMs);
    collect();
    const auto found = event(name);
    if (!seen || !found)
        qWarning().noquote() << "no event" << name
                             << "- standard error:" << m_errorOutput.right(2000);
    return found;
}

bool Program::waitForMessage(const QString& text) {
    const QByteArray wanted = text.toUtf8();
    const bool seen = QTest::qWaitFor([&] { return m_errorOutput.contains(wanted); }, kDeadlineMs);
    if (!seen) qWarning().noquote() << "standard error:" << m_errorOutput.right(2000);
    return seen;
}

int Program::waitForExit() {
    const bool ended =
        QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; }, kDeadlineMs);
    collect();
    if (ended && m_process.exitStatus() == QProcess::NormalExit) return m_process.exitCode();
    qWarning().noquote() << (ended ? "crashed;" : "did not end;")
                         << "standard error:" << m_errorOutput.right(2000);
    return -1;
}

bool Program::waitUntilOpen(const std::string& path) {
    const std::string folder = "/proc/" + std::to_string(m_process.processId()) + "/fd";
    const auto isOpen = [&] {
        std::error_code error;  // descriptors come and go while they are listed
        for (std::filesystem::directory_iterator fd(folder, error), end; !error && fd != end;
             fd.increment(error)) {
            std::error_code gone;
            if (std::filesystem::read_symlink(fd->path(), gone) == path) return true;
        }
        return false;
    };
    return QTest::qWaitFor(isOpen, kDeadlineMs);
}

void Program::signal(int number) {
    ::kill(static_cast<pid_t>(m_process.processId()), number);
}

std::optional<QJsonObject> Program::stop() {
    signal(SIGINT);
    const int code = waitForExit();
    if (code == 0) return event(QStringLiteral("stopped"));
    qWarning().noquote() << "exit code" << code << m_errorOutput.right(2000);
    return std::nullopt;
}

QByteArray Program::procFile(const QByteArray& name) const {
    QFile file(
        QStringLiteral("/proc/%1/%2").arg(m_process.processId()).arg(QString::fromLatin1(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

qint64 Program::memoryKb(const QByteArray& figure) const {
    for (const QByteArray& line : procFile("status").split('\n')) {
        if (line.startsWith(figure + ':'))
            return line.mid(figure.size() + 1).simplified().split(' ').value(0).toLongLong();
    }
    return -1;
}

QByteArray Program::maps() const {
    return procFile("maps");
}

}  // namespace telemetryhub::test
