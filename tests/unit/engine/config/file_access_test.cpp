// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/file_access.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <string>

#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QTest>

#include "config/spec_keys.h"
#include "telemetryhub/engine/config/device_spec.h"

using namespace telemetryhub::engine;

namespace fs = std::filesystem;

/// What a specification from afar may read: `allowed/` and nothing of `elsewhere/`.
class FileAccessTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void whatIsBelowTheFolderMayBeRead_data();
    void whatIsBelowTheFolderMayBeRead();
    void whatIsElsewhereIsRefusedAlikeWhetherItIsThereOrNot_data();
    void whatIsElsewhereIsRefusedAlikeWhetherItIsThereOrNot();
    void onlyAFileMayBeRead_data();
    void onlyAFileMayBeRead();
    void aLinkIsKeptAsWhereItLed();
    void aPortIsACharacterDevice_data();
    void aPortIsACharacterDevice();
    void noKeyOpensAFileElsewhere();
    void aProfileBelowTheFolderIsRead();

private:
    [[nodiscard]] std::string at(const std::string& name) const { return (m_root / name).string(); }
    [[nodiscard]] FileAccess access() const { return FileAccess({at("allowed")}); }

    QTemporaryDir m_folder;
    fs::path m_root;
};

void FileAccessTest::initTestCase() {
    m_root = fs::canonical(m_folder.path().toStdString());
    for (const char* folder : {"allowed", "allowed/deep", "allowed-not", "elsewhere"})
        fs::create_directory(m_root / folder);
    for (const char* file :
         {"allowed/run.csv", "allowed/deep/run.csv", "allowed-not/run.csv", "elsewhere/secret.csv"})
        std::ofstream(m_root / file) << "1\n";
    std::ofstream(m_root / "elsewhere/secret.json") << "{\"format\": 1, \"root\": \"x:0:0\"}";
    std::ofstream(m_root / "allowed/own.json") << R"({"title":"Own","format":"csv"})";
    fs::create_symlink("../elsewhere/secret.csv", m_root / "allowed/link.csv");
    fs::create_symlink("../elsewhere", m_root / "allowed/out");
    fs::create_symlink("../allowed", m_root / "elsewhere/in");
    QCOMPARE(::mkfifo(at("allowed/fifo").c_str(), 0600), 0);
}

void FileAccessTest::whatIsBelowTheFolderMayBeRead_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("canonical");
    const auto row = [](const char* path, const char* canonical) {
        QTest::newRow(path) << QString::fromUtf8(path) << QString::fromUtf8(canonical);
    };
    row("allowed/run.csv", "allowed/run.csv");
    row("allowed/deep/run.csv", "allowed/deep/run.csv");
    row("allowed/deep/../run.csv", "allowed/run.csv");
    row("elsewhere/../allowed/run.csv", "allowed/run.csv");
    row("elsewhere/in/run.csv", "allowed/run.csv");
}

void FileAccessTest::whatIsBelowTheFolderMayBeRead() {
    QFETCH(QString, path);
    QFETCH(QString, canonical);

    const auto read = access().readable(at(path.toStdString()));

    QVERIFY2(read.hasValue(), read ? "" : read.error().detail.c_str());
    QCOMPARE(read.value(), at(canonical.toStdString()));
    QCOMPARE(access().readable("deep/run.csv").value(), at("allowed/deep/run.csv"));
}

void FileAccessTest::whatIsElsewhereIsRefusedAlikeWhetherItIsThereOrNot_data() {
    QTest::addColumn<QString>("path");
    for (const char* path :
         {"elsewhere/secret.csv", "elsewhere/none.csv", "allowed/link.csv",
          "allowed/out/secret.csv", "allowed/out/none.csv", "allowed/../elsewhere/secret.csv",
          "allowed/deep/../../elsewhere/secret.csv", "allowed-not/run.csv", "ALLOWED/run.csv",
          "allowed", "allowed/", "allowed/.", "none/../elsewhere/secret.csv"})
        QTest::newRow(path) << QString::fromUtf8(path);
}

void FileAccessTest::whatIsElsewhereIsRefusedAlikeWhetherItIsThereOrNot() {
    QFETCH(QString, path);
    const std::string name = at(path.toStdString());

    const auto read = access().readable(name);

    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::NotAllowed);
    QCOMPARE(read.error().detail, "A device that is added by request may not read '" + name +
                                      "'. Put the file below " + at("allowed") +
                                      ", or name its folder in `files` of [rest].");
}

void FileAccessTest::onlyAFileMayBeRead_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("code");
    QTest::newRow("absent") << "allowed/none.csv" << static_cast<int>(ErrorCode::NotFound);
    QTest::newRow("folder") << "allowed/deep" << static_cast<int>(ErrorCode::InvalidArgument);
    QTest::newRow("pipe") << "allowed/fifo" << static_cast<int>(ErrorCode::InvalidArgument);
}

void FileAccessTest::onlyAFileMayBeRead() {
    QFETCH(QString, path);
    QFETCH(int, code);

    const auto read = access().readable(at(path.toStdString()));

    QVERIFY(!read);
    QCOMPARE(static_cast<int>(read.error().code), code);
}

void FileAccessTest::aLinkIsKeptAsWhereItLed() {
    const auto settings =
        parseDeviceSpec("replay:" + at("elsewhere/in/run.csv"), FileAccess({at("allowed")}));

    QVERIFY(settings.hasValue());
    QCOMPARE(std::get<ReplaySettings>(settings.value().bus).path, at("allowed/run.csv"));
}

void FileAccessTest::aPortIsACharacterDevice_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("isAllowed");
    QTest::newRow("a device") << QStringLiteral("/dev/tty") << true;
    QTest::newRow("a device by dots") << QStringLiteral("/dev/../dev/tty") << true;
    QTest::newRow("one to come") << QStringLiteral("/dev/ttyUSB99") << true;
    QTest::newRow("one to come, by id") << QStringLiteral("/dev/serial/by-id/usb-x") << true;
    QTest::newRow("one to come elsewhere") << QStringLiteral("/dev/../tmp/ttyUSB99") << false;
    QTest::newRow("a file") << QStringLiteral("%1/allowed/run.csv") << false;
    QTest::newRow("a pipe") << QStringLiteral("%1/allowed/fifo") << false;
    QTest::newRow("a folder") << QStringLiteral("/dev") << false;
}

void FileAccessTest::aPortIsACharacterDevice() {
    QFETCH(QString, path);
    QFETCH(bool, isAllowed);
    const std::string name =
        path.replace(QLatin1String("%1"), QString::fromStdString(m_root.string())).toStdString();

    const auto settings = parseDeviceSpec("serial:" + name, FileAccess({at("allowed")}));

    QCOMPARE(settings.hasValue(), isAllowed);
    if (!isAllowed) QCOMPARE(settings.error().code, ErrorCode::NotAllowed);
}

void FileAccessTest::noKeyOpensAFileElsewhere() {
    const int watch = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    QVERIFY(::inotify_add_watch(watch, at("elsewhere").c_str(), IN_OPEN) >= 0);
    const FileAccess files({at("allowed")});

    for (const std::string_view key : specKeyNames())
        for (const char* scheme :
             {"serial:/dev/tty", "sim:a", "replay:run.csv", "tcp:a:1", "udp:1", "push:a"})
            for (const char* file : {"secret.json", "secret.csv"})
                (void)parseDeviceSpec(
                    std::string(scheme) + '?' + std::string(key) + '=' + at("elsewhere/") + file,
                    files);

    std::array<char, 4096> events{};
    QVERIFY2(::read(watch, events.data(), events.size()) < 0, "a key opened it");
    ::close(watch);
    const auto profile = parseDeviceSpec("push:a?profile=" + at("elsewhere/secret.json"), files);
    QVERIFY(!profile);
    QCOMPARE(profile.error().code, ErrorCode::NotAllowed);
}

void FileAccessTest::aProfileBelowTheFolderIsRead() {
    for (const std::string& name : {std::string("own.json"), at("elsewhere/in/own.json")}) {
        const auto settings = parseDeviceSpec("sim:a?profile=" + name, FileAccess({at("allowed")}));

        QVERIFY2(settings.hasValue(), settings ? "" : settings.error().detail.c_str());
        QCOMPARE(settings.value().profile, at("allowed/own.json"));
    }
    QVERIFY(parseDeviceSpec("sim:a?profile=gps", FileAccess({at("allowed")})).hasValue());
}

QTEST_APPLESS_MAIN(FileAccessTest)
#include "file_access_test.moc"
