# frozen_string_literal: true

# Run inside an installed Mastodon: writes to the file that it is told, as JSON, what Mastodon's own classes can do with the
# environment they were started in. Nothing in the database stays changed; in Redis one key, by the name that it is told.
require 'json'
require 'net/http'
require 'timeout'

FILE, KEY, *WANTED = ARGV
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

def fetch(url)
  uri = URI(url)
  options = { use_ssl: uri.scheme == 'https', verify_mode: OpenSSL::SSL::VERIFY_NONE, open_timeout: 5, read_timeout: 5 }
  Net::HTTP.start(uri.host, uri.port, **options) { |http| http.get(uri.request_uri) }
end

def visit(url)
  reply = fetch(url)
  raise "#{reply.code} for #{url}" unless reply.code == '200'

  url
end

def named_by_policy(url)
  named = ContentSecurityPolicy.new.media_hosts
  raise "#{url} is not of #{named.join(' ')}" unless named.any? { |host| url.start_with?(host) }

  named.join(' ')
end

# The addresses that Mastodon's own check of media privacy asks; it takes no answer for a good one, as that check does.
def unlisted
  options = Paperclip::Attachment.default_options
  roots = ["#{options[:s3_host_name]}/#{options.dig(:s3_credentials, :bucket)}", options[:s3_host_alias]].compact_blank
  roots.each do |root|
    raise "#{root} lists" if fetch("#{options[:s3_protocol]}://#{root}/?max-keys=1").body.include?('ListBucketResult')
  rescue SystemCallError, OpenSSL::SSL::SSLError, SocketError, URI::Error, Timeout::Error
    next
  end
end

class TruthMailer < ActionMailer::Base
  def hello
    mail(to: 'reader@example.org', subject: 'truth', body: 'truth', content_type: 'text/plain')
  end
end

def ask_redis
  ask(:redis_base) do
    RedisConnection.new.connection.then do |redis|
      redis.set(KEY, '1', ex: 60)
      redis.publish('timeline:truth', '{}')
      redis.get(KEY)
    end
  end
  ask(:redis_cache) { Rails.cache.redis.then { |redis| redis.set('cache:kept', '1', ex: 60) } }
  ask(:redis_sidekiq) { Sidekiq::Client.push('class' => 'Truth', 'queue' => 'truth', 'args' => []) }
end

def ask_storage
  url = nil
  ask(:storage_upload) { url = upload }
  return unless url && Rails.configuration.x.use_s3

  ask(:storage_visit) { visit(url) }
  ask(:storage_policy) { named_by_policy(url) }
  ask(:storage_unlisted) { unlisted }
end

ask(:database) { Account.connection.select_value('SELECT version()') }
ask_redis if WANTED.include?('redis')
ask_storage if WANTED.include?('storage')
ask(:mail) { TruthMailer.hello.deliver_now.message_id } if WANTED.include?('mail')

File.write(FILE, JSON.generate(@answers))
exit!(0)
