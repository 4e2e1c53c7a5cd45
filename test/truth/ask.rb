# frozen_string_literal: true

# Run inside an installed Mastodon: writes to the file that it is told, as JSON, what Mastodon's own classes can do with the
# environment they were started in. Nothing in the database stays changed; in Redis one key, by the name that it is told.
require 'json'
require 'net/http'
require 'timeout'

FILE, KEY = ARGV
@answers = {}

def ask(name, &deed)
  said = Timeout.timeout(30, &deed)
  @answers[name] = { works: true, said: said.to_s[0, 300] }
rescue ScriptError, StandardError, SystemStackError => e
  @answers[name] = { works: false, said: "#{e.class}: #{e.message}"[0, 300] }
end

def picture
  png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='.unpack1('m')
  Tempfile.create(['truth', '.png'], binmode: true) do |file|
    file.write(png)
    file.rewind
    yield file
  end
end

# As an administrator adds an emoji; the row is taken back, the object stays in the store.
def upload
  url = nil
  picture do |file|
    CustomEmoji.transaction do
      emoji = CustomEmoji.create!(shortcode: "truth_#{SecureRandom.hex(6)}", image: file)
      url = emoji.image.url(:original)
      raise ActiveRecord::Rollback
    end
  end
  url
end

def visit(url)
  uri = URI(url)
  options = { use_ssl: uri.scheme == 'https', verify_mode: OpenSSL::SSL::VERIFY_NONE, open_timeout: 5, read_timeout: 5 }
  reply = Net::HTTP.start(uri.host, uri.port, **options) { |http| http.get(uri.request_uri) }
  raise "#{reply.code} for #{url}" unless reply.code == '200'

  url
end

def named_by_policy(url)
  named = ContentSecurityPolicy.new.media_hosts
  raise "#{url} is not of #{named.join(' ')}" unless named.any? { |host| url.start_with?(host) }

  named.join(' ')
end

class TruthMailer < ActionMailer::Base
  def hello
    mail(to: 'reader@example.org', subject: 'truth', body: 'truth', content_type: 'text/plain')
  end
end

ask(:database) { Account.connection.select_value('SELECT version()') }
ask(:redis_base) do
  RedisConnection.new.connection.then do |redis|
    redis.set(KEY, '1', ex: 60)
    redis.publish('timeline:truth', '{}')
    redis.get(KEY)
  end
end
ask(:redis_cache) do
  store = Rails.cache.redis
  store.then { |redis| redis.set('cache:kept', '1', ex: 60) }
end
ask(:redis_sidekiq) { Sidekiq::Client.push('class' => 'Truth', 'queue' => 'truth', 'args' => []) }

url = nil
ask(:storage_upload) { url = upload }
if @answers[:storage_upload][:works] && Rails.configuration.x.use_s3
  ask(:storage_visit) { visit(url) }
  ask(:storage_policy) { named_by_policy(url) }
end
ask(:mail) { TruthMailer.hello.deliver_now.message_id }

File.write(FILE, JSON.generate(@answers))
exit!(0)
