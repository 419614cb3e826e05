// SPDX-License-Identifier: GPL-3.0-or-later
#include "log.h"

#include <cstdio>
#include <memory>
#include <utility>

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
    std::FILE* file TH_GUARDED_BY(mutex) = stderr;
};

LogOutput& output() {
    static LogOutput theOutput;
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

void writeMessage(QtMsgType type, const QMessageLogContext& context, const QString& message) {
    const LogLevel level = levelOf(type);
    LogOutput& out = output();
    const engine::MutexLock lock(out.mutex);
    if (level > out.settings.level) return;
    const QByteArray line = lineOf(out.settings.format, level, context.category, message);
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), out.file);
    std::fflush(out.file);
}

}  // namespace

engine::Result<void> installLog(const LogSettings& settings) {
    std::FILE* file = stderr;
    if (!settings.file.isEmpty())
        file = std::fopen(QFile::encodeName(settings.file).constData(), "a");
    if (!file)
        return engine::Error{engine::ErrorCode::StorageFailed,
                             "The log file " + settings.file.toStdString() +
                                 " cannot be written. Choose another path with --log-file."};
    LogOutput& out = output();
    {
        const engine::MutexLock lock(out.mutex);
        std::swap(out.file, file);
        out.settings = settings;
    }
    if (file != stderr) std::fclose(file);
    // Debug lines are filtered here, by our own level.
    QLoggingCategory::setFilterRules(QStringLiteral("telemetryhub.debug=true"));
    qInstallMessageHandler(writeMessage);
    return {};
}

}  // namespace telemetryhub::app
