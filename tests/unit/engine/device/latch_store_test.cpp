// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/device/latch_store.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "telemetryhub/engine/core/mutex.h"
#include "telemetryhub/engine/device/latch_files.h"

using namespace telemetryhub::engine;
using namespace std::chrono_literals;

namespace {

const Latch kLatch{{ErrorCode::ReadFailed, "EIO"}, 1'700'000'000'000'000'000, 5, "STOP"};

/// Stands for the I/O thread: keeps what is posted until it is run here.
class Inbox {
public:
    [[nodiscard]] std::function<void(std::function<void()>)> poster() {
        return [this](std::function<void()> task) {
            const MutexLock lock(m_mutex);
            m_tasks.push_back(std::move(task));
        };
    }
    void run() {
        std::vector<std::function<void()>> tasks;
        {
            const MutexLock lock(m_mutex);
            tasks.swap(m_tasks);
        }
        for (const auto& task : tasks)
            task();
    }

private:
    Mutex m_mutex;
    std::vector<std::function<void()>> m_tasks TH_GUARDED_BY(m_mutex);
};

/// A file that answers no read until somebody writes to it: what a hung disk is like.
class HungFile {
public:
    explicit HungFile(QString path) : m_path(QFile::encodeName(path)) {
        if (mkfifo(m_path.constData(), 0600) != 0) qFatal("no pipe");
    }
    ~HungFile() { answer(); }
    HungFile(const HungFile&) = delete;
    HungFile& operator=(const HungFile&) = delete;

    /// Everybody who waits for it goes on.
    void answer() {
        const int both = ::open(m_path.constData(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
        ::unlink(m_path.constData());
        if (both >= 0) ::close(both);
    }

private:
    QByteArray m_path;
};

}  // namespace

class LatchStoreTest : public QObject {
    Q_OBJECT

private slots:
    void aLatchIsThereForTheNextStore();
    void anArmedFileIsMadeWithTheFirstQuestion();
    void withoutAFolderTheAnswerComesAtOnce();
    void aHungDiskHoldsUpNobody();
    void whatTheDiskHasNotYetIsTheAnswerAllTheSame();
    void aResetThatTheDiskHasNotYetIsTheAnswerToo();
    void aFailedLatchIsToldAndTriedUntilItIsSaved();
    void aFileThatCannotBeArmedIsToldUntilItCan();
    void theNewestWishIsTheOneThatIsKept();
    void nothingIsPostedBehindTheStop();

private:
    [[nodiscard]] LatchStore::Parts parts(Inbox& inbox) const {
        return {folder(), inbox.poster(), 1ms, 5ms};
    }
    [[nodiscard]] std::string folder() const { return path("state").toStdString(); }
    [[nodiscard]] QString path(const char* name) const {
        return m_dir->filePath(QString::fromLatin1(name));
    }
    /// What a store says about a device.
    [[nodiscard]] static std::optional<Latch> ask(LatchStore& store, Inbox& inbox,
                                                  const std::string& device) {
        std::optional<Latch> answer;
        bool isAnswered = false;
        store.load(device, [&](std::optional<Latch> latch) {
            answer = std::move(latch);
            isAnswered = true;
        });
        if (!QTest::qWaitFor([&] { return inbox.run(), isAnswered; }, 20'000)) qFatal("no answer");
        return answer;
    }

    std::unique_ptr<QTemporaryDir> m_dir;

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
};

void LatchStoreTest::aLatchIsThereForTheNextStore() {
    Inbox inbox;
    {
        LatchStore store(parts(inbox));
        store.save("rig", kLatch);
    }
    {
        LatchStore store(parts(inbox));
        QCOMPARE(ask(store, inbox, "rig"), std::optional(kLatch));
        store.clear("rig");
    }
    LatchStore store(parts(inbox));
    QVERIFY(!ask(store, inbox, "rig"));
}

void LatchStoreTest::anArmedFileIsMadeWithTheFirstQuestion() {
    Inbox inbox;
    LatchStore store(parts(inbox));

    QVERIFY(!ask(store, inbox, "rig"));

    QTRY_VERIFY(QFile::exists(path("state/rig.armed")));
    QVERIFY(store.unsaved().empty());
    QVERIFY(store.unarmed().empty());
}

void LatchStoreTest::withoutAFolderTheAnswerComesAtOnce() {
    LatchStore store({{}, {}});
    bool answered = false;

    store.load("rig", [&](const std::optional<Latch>& latch) { answered = !latch; });
    store.save("rig", kLatch);
    store.clear("rig");

    QVERIFY(answered);
    QVERIFY(store.unsaved().empty());
}

void LatchStoreTest::aHungDiskHoldsUpNobody() {
    Inbox inbox;
    QVERIFY(QDir().mkpath(path("state")));
    const HungFile hung(path("state/pump.armed"));
    bool answered = false;
    QElapsedTimer time;
    {
        LatchStore store(parts(inbox));
        store.save("pump", kLatch);
        store.load("rig", [&](const std::optional<Latch>&) { answered = true; });

        QTRY_COMPARE(store.unsaved().size(), std::size_t{1});
        QCOMPARE(store.unsaved()[0].device, std::string("pump"));
        QVERIFY(store.unsaved()[0].reason.empty());
        time.start();
    }

    // The end is waited for, and not for ever.
    QVERIFY(time.elapsed() < 20'000);
    QVERIFY(!answered);
}

void LatchStoreTest::whatTheDiskHasNotYetIsTheAnswerAllTheSame() {
    Inbox inbox;
    QVERIFY(QDir().mkpath(path("state")));
    HungFile hung(path("state/rig.armed"));
    LatchStore store(parts(inbox));
    store.save("rig", kLatch);

    QCOMPARE(ask(store, inbox, "rig"), std::optional(kLatch));

    hung.answer();
    QTRY_VERIFY(store.unsaved().empty());
    QTRY_COMPARE(LatchFiles(folder()).load("rig"), std::optional(kLatch));
}

void LatchStoreTest::aResetThatTheDiskHasNotYetIsTheAnswerToo() {
    Inbox inbox;
    QVERIFY(QDir().mkpath(path("state")));
    const HungFile hung(path("state/rig.safe"));
    LatchStore store(parts(inbox));
    store.clear("rig");

    QVERIFY(!ask(store, inbox, "rig"));

    QTRY_COMPARE(store.unsaved().size(), std::size_t{1});
    QVERIFY(store.unsaved()[0].isReset);
}

void LatchStoreTest::aFailedLatchIsToldAndTriedUntilItIsSaved() {
    Inbox inbox;
    QFile inTheWay(path("state"));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    LatchStore store(parts(inbox));

    store.save("rig", kLatch);

    const auto isTold = [&] {
        const auto unsaved = store.unsaved();
        return unsaved.size() == 1 && !unsaved[0].isReset && unsaved[0].sinceNs > 0 &&
               unsaved[0].reason.find("rig.safe") != std::string::npos;
    };
    QTRY_VERIFY(isTold());
    QVERIFY(inTheWay.remove());
    QTRY_VERIFY(store.unsaved().empty());
    QCOMPARE(LatchFiles(folder()).load("rig"), std::optional(kLatch));
}

void LatchStoreTest::aFileThatCannotBeArmedIsToldUntilItCan() {
    Inbox inbox;
    QFile inTheWay(path("state"));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    LatchStore store(parts(inbox));

    // There is nothing to read, so the device may run.
    QVERIFY(!ask(store, inbox, "rig"));

    QTRY_COMPARE(store.unarmed().size(), std::size_t{1});
    QVERIFY(store.unsaved().empty());
    QVERIFY(inTheWay.remove());
    QTRY_VERIFY(store.unarmed().empty());
    QVERIFY(QFile::exists(path("state/rig.armed")));
}

void LatchStoreTest::theNewestWishIsTheOneThatIsKept() {
    Inbox inbox;
    {
        LatchStore store(parts(inbox));
        for (int i = 0; i < 100; ++i) {
            store.save("rig", kLatch);
            store.clear("rig");
            store.clear("pump");
            store.save("pump", kLatch);
        }
    }

    QVERIFY(!LatchFiles(folder()).load("rig"));
    QCOMPARE(LatchFiles(folder()).load("pump"), std::optional(kLatch));
}

void LatchStoreTest::nothingIsPostedBehindTheStop() {
    Inbox inbox;
    QVERIFY(QDir().mkpath(path("state")));
    HungFile hung(path("state/rig.safe"));
    bool answered = false;
    LatchStore store(parts(inbox));
    store.load("rig", [&](const std::optional<Latch>&) { answered = true; });

    store.stop();
    hung.answer();

    QTest::qWait(20);
    inbox.run();
    QVERIFY(!answered);
}

QTEST_GUILESS_MAIN(LatchStoreTest)
#include "latch_store_test.moc"
