// SPDX-License-Identifier: GPL-3.0-or-later
#include "log.h"

#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include <QByteArray>
#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include "telemetryhub/engine/core/mutex.h"

namespace telemetryhub::app {

Q_LOGGING_CATEGORY(logHub, "telemetryhub")

namespace {

/// Where the lines go. Qt's message handler takes no context, so there is one a process.
struct LogOutput {
    engine::Mutex mutex;
    LogSettings settings TH_GUARDED_BY(mutex);
    std::FILE* file TH_GUARDED_BY(mutex) = stderr;  // while no thread writes
    std::unique_ptr<LineWriter> log TH_GUARDED_BY(mutex);
    // What is no log has writers of its own, made when they are needed.
    std::unique_ptr<LineWriter> output TH_GUARDED_BY(mutex);
    std::unique_ptr<LineWriter> error TH_GUARDED_BY(mutex);
    bool isGivenUp TH_GUARDED_BY(mutex) = false;  ///< nobody takes the lines
};

/// Never destroyed: the last messages come when the process ends.
LogOutput& output() {
    static LogOutput& theOutput = *new LogOutput;
    return theOutput;
}

LogLevel levelOf(QtMsgType type) {
    switch (type) {
        case QtDebugMsg: return LogLevel::Debug;
        case QtInfoMsg: return LogLevel::Info;
        case QtWarningMsg: return LogLevel::Warn;
        case QtCriticalMsg:
        case QtFatalMsg: break;
    }
    return LogLevel::Error;
}

QString levelName(LogLevel level) {
    switch (level) {
        case LogLevel::Error: return QStringLiteral("error");
        case LogLevel::Warn: return QStringLiteral("warn");
        case LogLevel::Info: return QStringLiteral("info");
        case LogLevel::Debug: return QStringLiteral("debug");
    }
    return {};
}

QByteArray lineOf(LogFormat format, LogLevel level, const char* category, const QString& message) {
    const QString time = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
    if (format == LogFormat::Text)
        return QStringLiteral("%1 %2 %3\n").arg(time, levelName(level), message).toUtf8();
    const QJsonObject line{{QStringLiteral("time"), time},
                           {QStringLiteral("level"), levelName(level)},
                           {QStringLiteral("source"), QString::fromLatin1(category)},
                           {QStringLiteral("message"), message}};
    return QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
}

void writeNow(std::FILE* file, const QByteArray& text) {
    std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), file);
    std::fflush(file);
}

/// A sentence of the log about itself.
std::string ownLine(LogFormat format, const std::string& text) {
    return lineOf(format, LogLevel::Warn, logHub().categoryName(), QString::fromStdString(text))
        .toStdString();
}

void writeMessage(QtMsgType type, const QMessageLogContext& context, const QString& message) {
    const LogLevel level = levelOf(type);
    LogOutput& out = output();
    const engine::MutexLock lock(out.mutex);
    if (level > out.settings.level || out.isGivenUp) return;
    const QByteArray line = lineOf(out.settings.format, level, context.category, message);
    if (!out.log) return writeNow(out.file, line);
    out.log->write(LineKind::Log, line.toStdString());
    if (type == QtFatalMsg) (void)out.log->flush();  // the process ends behind this
}

/// What is written to a stream beside the log.
LineWriter& streamWriter(std::unique_ptr<LineWriter>& writer, int descriptor) {
    if (!writer)
        writer = std::make_unique<LineWriter>(
            LineWriter::Parts{"th-log", descriptor, false, [](const std::string&) { return ""; }});
    return *writer;
}

}  // namespace

engine::Result<void> installLog(const LogSettings& settings) {
    LogOutput& out = output();
    const engine::MutexLock lock(out.mutex);
    if (out.log) {
        out.log->moveTo(QFile::encodeName(settings.file).toStdString());
        out.settings = settings;
        return {};
    }
    std::FILE* file = stderr;
    if (!settings.file.isEmpty())
        file = std::fopen(QFile::encodeName(settings.file).constData(), "ae");
    if (!file)
        return engine::Error{engine::ErrorCode::StorageFailed,
                             "The log file " + settings.file.toStdString() +
                                 " cannot be written. Choose another path with --log-file."};
    std::swap(out.file, file);
    out.settings = settings;
    if (file != stderr) std::fclose(file);
    // Debug lines are filtered here, by our own level.
    QLoggingCategory::setFilterRules(QStringLiteral("telemetryhub.debug=true"));
    qInstallMessageHandler(writeMessage);
    return {};
}

void startLogThread() {
    LogOutput& out = output();
    const engine::MutexLock lock(out.mutex);
    if (out.log) return;
    const bool isFile = out.file != stderr;
    const int descriptor =
        isFile ? ::fcntl(fileno(out.file), F_DUPFD_CLOEXEC, 0) : int{STDERR_FILENO};
    if (isFile) std::fclose(std::exchange(out.file, stderr));
    // A copy of the format: the writer asks with and without the lock of the log.
    out.log = std::make_unique<LineWriter>(LineWriter::Parts{
        "th-log", descriptor, isFile,
        [format = out.settings.format](const std::string& text) { return ownLine(format, text); }});
}

void closeLog() {
    LogOutput& out = output();
    const engine::MutexLock lock(out.mutex);
    bool isTaken = true;
    for (auto* writer : {&out.log, &out.output, &out.error}) {
        if (*writer) isTaken = (*writer)->flush() && isTaken;
        writer->reset();
    }
    out.isGivenUp = !isTaken;
}

void print(StandardStream stream, LineKind kind, const QByteArray& text) {
    LogOutput& out = output();
    const engine::MutexLock lock(out.mutex);
    const bool isError = stream == StandardStream::Error;
    if (out.isGivenUp) return;
    if (!out.log) return writeNow(isError ? stderr : stdout, text);
    if (!isError)
        streamWriter(out.output, STDOUT_FILENO).write(kind, text.toStdString());
    else if (out.settings.file.isEmpty())
        out.log->write(kind, text.toStdString());
    else
        streamWriter(out.error, STDERR_FILENO).write(kind, text.toStdString());
}

}  // namespace telemetryhub::app
