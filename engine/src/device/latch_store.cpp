// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/device/latch_store.h"

#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include <QByteArray>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace telemetryhub::engine {

namespace {

namespace fs = std::filesystem;

// A latch is a few hundred bytes; whatever is larger was not written here.
constexpr qint64 kMaxLatchBytes = qint64{64} * 1024;

QByteArray latchText(const Latch& latch) {
    const QJsonObject object{
        {QStringLiteral("code"), QString::fromUtf8(errorCodeName(latch.cause.code))},
        {QStringLiteral("cause"), QString::fromStdString(latch.cause.detail)},
        {QStringLiteral("since_ns"), QString::number(latch.sinceWallNs)},
        {QStringLiteral("faults"), latch.faults},
        {QStringLiteral("sent"),
         QString::fromLatin1(QByteArray::fromStdString(latch.sentCommand).toHex())},
    };
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

Latch latchOf(const QJsonObject& object) {
    Latch latch;
    latch.cause.code = errorCodeNamed(object[QLatin1String("code")].toString().toStdString())
                           .value_or(ErrorCode::Internal);
    latch.cause.detail = object[QLatin1String("cause")].toString().toStdString();
    latch.sinceWallNs = object[QLatin1String("since_ns")].toString().toLongLong();
    latch.faults = object[QLatin1String("faults")].toInt();
    latch.sentCommand =
        QByteArray::fromHex(object[QLatin1String("sent")].toString().toLatin1()).toStdString();
    return latch;
}

Latch unreadableLatch(const std::string& path) {
    return {{ErrorCode::StorageFailed,
             "Why is not known any more: " + path + " is damaged. Check the device"},
            0,
            0,
            {}};
}

Error latchError(const std::string& what, const std::string& path) {
    return {
        ErrorCode::StorageFailed,
        "The SafeState could not be " + what + " " + path +
            ". Check the data directory and the free space; after a restart it would be wrong."};
}

void syncPath(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return;  // cleared in the meantime
    (void)::fsync(descriptor);
    ::close(descriptor);
}

}  // namespace

std::string LatchStore::pathOf(const std::string& deviceId) const {
    return m_folder + '/' + deviceId + ".safe";
}

std::optional<Latch> LatchStore::load(const std::string& deviceId) const {
    if (m_folder.empty()) return std::nullopt;
    QFile file(QString::fromStdString(pathOf(deviceId)));
    if (!file.exists()) return std::nullopt;
    if (!file.open(QIODevice::ReadOnly)) return unreadableLatch(pathOf(deviceId));
    const QJsonDocument document = QJsonDocument::fromJson(file.read(kMaxLatchBytes));
    if (!document.isObject()) return unreadableLatch(pathOf(deviceId));
    return latchOf(document.object());
}

Result<void> LatchStore::save(const std::string& deviceId, const Latch& latch) {
    if (m_folder.empty()) return {};
    std::error_code failed;
    fs::create_directories(m_folder, failed);
    const std::string path = pathOf(deviceId);
    const std::string unfinished = path + '~';
    QFile file(QString::fromStdString(unfinished));
    const QByteArray text = latchText(latch);
    const bool isWritten =
        file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write(text) == text.size();
    file.close();
    if (isWritten) fs::rename(unfinished, path, failed);
    if (!isWritten || failed) return latchError("saved in", path);
    syncLater(path);
    return {};
}

Result<void> LatchStore::clear(const std::string& deviceId) {
    if (m_folder.empty()) return {};
    std::error_code failed;
    fs::remove(pathOf(deviceId), failed);
    if (failed) return latchError("removed from", pathOf(deviceId));
    syncLater(m_folder);
    return {};
}

void LatchStore::syncLater(const std::string& path) const {
    m_later([path, folder = m_folder] {
        syncPath(path);
        if (path != folder) syncPath(folder);
    });
}

}  // namespace telemetryhub::engine
