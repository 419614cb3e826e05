// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/device/latch_files.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

namespace telemetryhub::engine {

namespace {

namespace fs = std::filesystem;

constexpr const char* kSafe = ".safe";
constexpr const char* kArmed = ".armed";
constexpr std::string_view kArmedText = R"({"armed":true})";
// In JSON a character takes six at most, and a byte of the command two.
constexpr std::size_t kMaxCauseBytes = 1024;
constexpr std::size_t kMaxCommandBytes = 512;

/// A file descriptor that closes itself.
class LatchDescriptor {
public:
    LatchDescriptor(const std::string& path, int flags)
        : m_number(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
    ~LatchDescriptor() {
        if (m_number >= 0) ::close(m_number);
    }
    LatchDescriptor(const LatchDescriptor&) = delete;
    LatchDescriptor& operator=(const LatchDescriptor&) = delete;
    [[nodiscard]] bool isOpen() const { return m_number >= 0; }
    [[nodiscard]] int number() const { return m_number; }

private:
    const int m_number;
};

bool writeAll(int descriptor, std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        const ssize_t written =
            ::pwrite(descriptor, bytes.data() + at, bytes.size() - at, static_cast<off_t>(at));
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        at += static_cast<std::size_t>(written);
    }
    return true;
}

/// Writes and syncs; needs no space when the file is that long already.
bool putContent(const std::string& path, int flags, std::string_view content) {
    const LatchDescriptor file(path, flags);
    return file.isOpen() && writeAll(file.number(), content) && ::fsync(file.number()) == 0;
}

bool syncFolder(const std::string& path) {
    const LatchDescriptor folder(path, O_RDONLY | O_DIRECTORY);
    return folder.isOpen() && ::fsync(folder.number()) == 0;
}

std::string padded(std::string text) {
    text.resize(LatchFiles::kFileBytes - 1, ' ');
    text += '\n';
    return text;
}

std::string armedContent() {
    return padded(std::string(kArmedText));
}

/// `text` in at most `most` bytes, without half a character at its end.
std::string cutText(const std::string& text, std::size_t most) {
    if (text.size() <= most) return text;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return text.substr(0, end);
}

std::string latchContent(const Latch& latch) {
    const std::string sent = latch.sentCommand.substr(0, kMaxCommandBytes);
    const QJsonObject object{
        {QStringLiteral("code"), QString::fromUtf8(errorCodeName(latch.cause.code))},
        {QStringLiteral("cause"),
         QString::fromStdString(cutText(latch.cause.detail, kMaxCauseBytes))},
        {QStringLiteral("since_ns"), QString::number(latch.sinceWallNs)},
        {QStringLiteral("faults"), latch.faults},
        {QStringLiteral("sent"), QString::fromLatin1(QByteArray::fromStdString(sent).toHex())},
    };
    return padded(QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString());
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
    return {{ErrorCode::StorageFailed, "Why it was latched is not known: " + path +
                                           " cannot be read or is damaged. Check the device"},
            0,
            0,
            {}};
}

std::int64_t changedNs(int descriptor) {
    struct stat info = {};
    if (::fstat(descriptor, &info) != 0) return 0;
    constexpr std::int64_t kNsPerSecond = 1'000'000'000;
    return std::int64_t{info.st_mtim.tv_sec} * kNsPerSecond + info.st_mtim.tv_nsec;
}

std::optional<QByteArray> contentOf(int descriptor) {
    QByteArray content;
    std::array<char, LatchFiles::kFileBytes> bytes{};
    // Whatever is much larger was not written here.
    while (content.size() <= qsizetype{8 * LatchFiles::kFileBytes}) {
        const ssize_t size = ::read(descriptor, bytes.data(), bytes.size());
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) return std::nullopt;
        if (size == 0) break;
        content.append(bytes.data(), size);
    }
    return content;
}

/// The latch that stands in one file; nothing when there is no file or an armed one.
std::optional<Latch> latchIn(const std::string& path) {
    const LatchDescriptor file(path, O_RDONLY);
    if (!file.isOpen()) {
        if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
        return unreadableLatch(path);
    }
    const auto content = contentOf(file.number());
    if (content && content->toStdString() == armedContent()) return std::nullopt;
    const QJsonDocument document = QJsonDocument::fromJson(content.value_or(QByteArray()));
    const bool isLatch = document.isObject() && document.object().contains(QLatin1String("code"));
    Latch latch = isLatch ? latchOf(document.object()) : unreadableLatch(path);
    if (latch.sinceWallNs <= 0) latch.sinceWallNs = changedNs(file.number());
    return latch;
}

Error writeError(const std::string& path, int reason) {
    return {ErrorCode::StorageFailed,
            path + " could not be written: " + std::generic_category().message(reason)};
}

}  // namespace

std::string LatchFiles::pathOf(const std::string& deviceId, const char* ending) const {
    return m_folder + '/' + deviceId + ending;
}

std::optional<Latch> LatchFiles::load(const std::string& deviceId) const {
    auto latch = latchIn(pathOf(deviceId, kSafe));
    return latch ? latch : latchIn(pathOf(deviceId, kArmed));
}

Result<void> LatchFiles::arm(const std::string& deviceId) const {
    for (const char* ending : {kSafe, kArmed})
        if (::access(pathOf(deviceId, ending).c_str(), W_OK) == 0) return {};
    return make(pathOf(deviceId, kArmed), armedContent());
}

Result<void> LatchFiles::save(const std::string& deviceId, const Latch& latch) const {
    return replace(pathOf(deviceId, kArmed), pathOf(deviceId, kSafe), latchContent(latch));
}

Result<void> LatchFiles::clear(const std::string& deviceId) const {
    return replace(pathOf(deviceId, kSafe), pathOf(deviceId, kArmed), armedContent());
}

Result<void> LatchFiles::replace(const std::string& from, const std::string& to,
                                 std::string_view content) const {
    if (putContent(from, O_WRONLY, content)) {
        // From here on the state is safe; without the name only people would wonder.
        if (std::rename(from.c_str(), to.c_str()) == 0) (void)syncFolder(m_folder);
        return {};
    }
    if (errno == ENOENT && putContent(to, O_WRONLY, content)) return {};
    if (auto made = make(to, content); !made) return made;
    if (::unlink(from.c_str()) != 0 && errno != ENOENT) return writeError(from, errno);
    if (!syncFolder(m_folder)) return writeError(m_folder, errno);
    return {};
}

/// A file that is whole whenever it has its name.
Result<void> LatchFiles::make(const std::string& path, std::string_view content) const {
    const std::string unfinished = path + '~';
    const bool isThere = makeFolder() &&
                         putContent(unfinished, O_WRONLY | O_CREAT | O_TRUNC, content) &&
                         std::rename(unfinished.c_str(), path.c_str()) == 0 && syncFolder(m_folder);
    if (isThere) return {};
    Error error = writeError(path, errno);
    (void)::unlink(unfinished.c_str());
    return error;
}

/// The folder, durable with all that had to be made for it.
bool LatchFiles::makeFolder() const {
    std::error_code failed;
    std::vector<std::string> parents;
    for (fs::path missing(m_folder); !missing.empty() && !fs::exists(missing, failed);) {
        missing = missing.parent_path();
        parents.push_back(missing.empty() ? "." : missing.string());
    }
    fs::create_directories(m_folder, failed);
    if (failed) {
        errno = failed.value();
        return false;
    }
    return std::all_of(parents.begin(), parents.end(), syncFolder);
}

}  // namespace telemetryhub::engine
